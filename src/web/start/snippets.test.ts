import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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

  it.each(snippetsFor({ ...target, isKeyNeeded: true }))('for $label hold a placeholder when a key is needed and none was made', ({ code }) => {
    expect(code).toContain(KEY_PLACEHOLDER)
  })

  it('name no key where none is needed, save for the SDK that refuses to start without one', () => {
    const naming = snippetsFor(target).filter(({ code }) => code.includes(KEY_PLACEHOLDER) || code.includes('Bearer'))
    expect(naming.map(({ id }) => id)).toEqual(['langfuse'])
  })

  it('give the Collector the gRPC address too, when there is one', () => {
    const code = (grpc: string | undefined) => snippetsFor({ ...target, grpc }).find(({ id }) => id === 'collector')?.code
    expect(code('127.0.0.1:4317')).toContain('endpoint: 127.0.0.1:4317')
    expect(code(undefined)).not.toContain('otlp/sojourn')
  })

  it('have a curl command that posts one complete model call when pasted into a shell', async () => {
    const bodies: { authorization: string | undefined; body: string }[] = []
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        bodies.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() })
        response.end('{}')
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const code = snippetsFor({ ...target, origin, key: 'sk-1' }).find(({ id }) => id === 'curl')?.code ?? ''
    const exit = await new Promise((done) => spawn('sh', ['-c', code], { stdio: 'ignore' }).on('exit', done))
    server.close()
    expect(exit).toBe(0)
    expect(bodies[0]?.authorization).toBe('Bearer sk-1')
    const span = JSON.parse(bodies[0]?.body ?? '').resourceSpans[0].scopeSpans[0].spans[0]
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(span.spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(span.startTimeUnixNano).toMatch(/^\d{19}$/)
    const attributes = new Map(span.attributes.map((a: { key: string; value: { stringValue?: string } }) => [a.key, a.value.stringValue]))
    expect(attributes.get('session.id')).toBe('my-first-session')
    expect(JSON.parse(String(attributes.get('gen_ai.output.messages')))[0].parts[0].content).toBe('Hello, Sojourn!')
  })
})
