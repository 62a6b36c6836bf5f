import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { KEY_PLACEHOLDER } from './snippet.ts'
import { snippetsFor } from './snippets.ts'

const target = { origin: 'http://127.0.0.1:4318', grpc: '127.0.0.1:4317', key: undefined, isKeyNeeded: false }

describe('the snippets', () => {
  it.each(snippetsFor(target))('for $label hold the address of the server and the line that sets the session', ({ code, sessionLine }) => {
    expect(code).toContain(target.origin)
    expect(code.split('\n').filter((line) => line.trim() === sessionLine)).toHaveLength(1)
  })

  it.each(snippetsFor({ ...target, key: 'sk-made-here' }))('for $label hold the key that was made on the page', ({ code }) => {
    expect(code).toContain('sk-made-here')
  })

  it.each(snippetsFor({ ...target, isKeyNeeded: true }))(
    'for $label hold a placeholder when a key is needed and none was made',
    ({ code }) => {
      expect(code).toContain(KEY_PLACEHOLDER)
    },
  )

  it('name no key where none is needed, save for the SDK that refuses to start without one', () => {
    const naming = snippetsFor(target).filter(({ code }) => code.includes(KEY_PLACEHOLDER) || code.includes('Bearer'))
    expect(naming.map(({ id }) => id)).toEqual(['langfuse'])
  })

  it('give the Collector the gRPC address too, when there is one', () => {
    const code = (grpc: string | undefined) => snippetsFor({ ...target, grpc }).find(({ id }) => id === 'collector')?.code
    expect(code('127.0.0.1:4317')).toContain('endpoint: 127.0.0.1:4317')
    expect(code(undefined)).not.toContain('otlp/sojourn')
  })

  it('have a curl command that sends one complete model call when pasted into a shell', async () => {
    const code = snippetsFor({ ...target, key: 'sk-1' }).find(({ id }) => id === 'curl')?.code ?? ''
    const { args, body } = await runWithCurl(code)
    expect(args).toEqual(
      expect.arrayContaining(['http://127.0.0.1:4318/v1/traces', 'Authorization: Bearer sk-1', 'Content-Type: application/json']),
    )
    const span = JSON.parse(body).resourceSpans[0].scopeSpans[0].spans[0]
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(span.spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(span.startTimeUnixNano).toMatch(/^\d{19}$/)
    const attributes = new Map(span.attributes.map((a: { key: string; value: { stringValue?: string } }) => [a.key, a.value.stringValue]))
    expect(attributes.get('session.id')).toBe('my-first-session')
    expect(JSON.parse(String(attributes.get('gen_ai.output.messages')))[0].parts[0].content).toBe('Hello, Sojourn!')
  })
})

/** Runs a shell script in which `curl` only says what it was given. */
async function runWithCurl(script: string): Promise<{ args: string[]; body: string }> {
  const stand = await mkdtemp(join(tmpdir(), 'sojourn-curl-'))
  const said = "console.log(JSON.stringify({ args: process.argv.slice(2), body: require('node:fs').readFileSync(0, 'utf8') }))"
  await writeFile(join(stand, 'curl'), `#!${process.execPath}\n${said}\n`, { mode: 0o755 })
  const shell = promisify(execFile)('sh', ['-c', script], { env: { ...process.env, PATH: `${stand}:${process.env['PATH']}` } })
  try {
    return JSON.parse((await shell).stdout) as { args: string[]; body: string }
  } finally {
    await rm(stand, { recursive: true })
  }
}
