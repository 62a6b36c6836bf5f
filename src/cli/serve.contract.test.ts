import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildServer, makeDir, removeServer, run, startEngine, startServer, type Running } from './test-server.ts'

const TOKEN = 'canary-token-of-this-test-0123456789'
const dirs: string[] = []
const running: Running[] = []

beforeAll(buildServer)
afterEach(async () => {
  for (const server of running.splice(0)) if (server.child.exitCode === null) await server.end('SIGKILL')
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})
afterAll(removeServer)

function newDir(): string {
  const dir = makeDir()
  dirs.push(dir)
  return dir
}

async function serve(options: { dir?: string; args?: string[]; env?: NodeJS.ProcessEnv } = {}): Promise<Running> {
  const server = await startServer(options.dir ?? newDir(), options.args, options.env)
  running.push(server)
  return server
}

const trace = (sessionId: string, traceId = 'a'.repeat(32)) =>
  JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: 'b'.repeat(16),
                name: 'chat',
                kind: 1,
                startTimeUnixNano: '1790000000000000000',
                endTimeUnixNano: '1790000001000000000',
                attributes: [{ key: 'session.id', value: { stringValue: sessionId } }],
              },
            ],
          },
        ],
      },
    ],
  })

const send = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/traces`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

async function sessionIds(url: string, headers: Record<string, string> = {}): Promise<string[]> {
  const reply = await fetch(`${url}/api/v1/projects/default/sessions`, { headers })
  const { items } = (await reply.json()) as { items: { id: string }[] }
  return items.map(({ id }) => id)
}

/** Polls until it holds; the test's own time limit is the only one. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await pause(50)
}

/** `fetch` does not let one choose the Host header. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (reply) => resolve(reply.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

describe('a server', () => {
  it('prints one line, takes the demo, answers, and exits with 0 when told to', async () => {
    const server = await serve()
    const demo = await run(['demo', '--url', server.url, '--sessions', '11'])
    expect([demo.code, demo.stdout]).toEqual([
      0,
      expect.stringMatching(/^Sent 11 conversations as 25 traces with \d+ spans\. Look at http/),
    ])
    await until(async () => (await sessionIds(server.url)).length === 10)
    expect(await (await fetch(server.url, { headers: { accept: 'text/html' } })).text()).toContain('the app')
    expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/sojourn_spans_written_total \d+/)
    expect(await statusFor(`${server.url}/api/v1/projects`, 'evil.example')).toBe(421)
    expect((await send(server.url, trace('s'), { origin: 'http://evil.example' })).status).toBe(403)
    expect(await server.end('SIGTERM')).toBe(0)
    expect(server.stdout().trimEnd().split('\n')).toHaveLength(1)
  })

  it('has after a restart what it had before', async () => {
    const dir = newDir()
    const first = await serve({ dir })
    expect((await send(first.url, trace('kept'))).status).toBe(200)
    expect(await first.end('SIGINT')).toBe(0)
    expect(await sessionIds((await serve({ dir })).url)).toEqual(['kept'])
  })

  it('exits at once at the second signal', async () => {
    const server = await serve()
    expect([0, 1]).toContain(await server.end('SIGTERM', 'SIGINT'))
  })

  it('outlives its engine, and says meanwhile that it is not ready', async () => {
    const dir = newDir()
    const server = await serve({ dir })
    expect((await send(server.url, trace('before'))).status).toBe(200)
    const { child } = JSON.parse(readFileSync(join(dir, 'server.lock'), 'utf8')) as { child: { pid: number } }
    process.kill(child.pid, 'SIGKILL')
    await until(async () => {
      const reply = await send(server.url, trace('after', 'c'.repeat(32)))
      if (reply.status !== 200) expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/\d/)])
      return reply.status === 200
    })
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200 && (await sessionIds(server.url)).length === 2)
    expect(await server.end('SIGTERM')).toBe(0)
  })
})

describe('with an auth token', () => {
  it('lets nobody in without it, senders neither, and takes keys', async () => {
    const server = await serve({ env: { SOJOURN_AUTH_TOKEN: TOKEN } })
    const bearer = { authorization: `Bearer ${TOKEN}` }
    expect((await fetch(`${server.url}/api/v1/projects`)).status).toBe(401)
    expect((await send(server.url, trace('s'))).status).toBe(401)
    expect((await send(server.url, trace('by-token'), bearer)).status).toBe(200)
    const json = { 'content-type': 'application/json' }
    const wrong = await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers: json, body: '{"token":"wrong"}' })
    expect(wrong.status).toBe(401)
    const login = await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers: json, body: JSON.stringify({ token: TOKEN }) })
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    expect((await fetch(`${server.url}/api/v1/projects`, { headers: { cookie } })).status).toBe(200)
    const made = await fetch(`${server.url}/api/v1/projects`, { method: 'POST', headers: { ...json, cookie }, body: '{"name":"Other"}' })
    const { id } = (await made.json()) as { id: string }
    const keyReply = await fetch(`${server.url}/api/v1/projects/${id}/api-keys`, {
      method: 'POST',
      headers: { ...json, cookie },
      body: '{"name":"k"}',
    })
    const { secret } = (await keyReply.json()) as { secret: string }
    expect((await send(server.url, trace('by-key'), { 'x-api-key': secret })).status).toBe(200)
    await until(async () => (await sessionIds(server.url, bearer)).includes('by-token'))
    expect(await sessionIds(server.url, bearer)).not.toContain('by-key')
    expect(server.stderr() + server.stdout()).not.toContain(TOKEN)
    expect(server.stderr()).not.toContain(secret)
  })
})

describe('a server that cannot start says so in one line', () => {
  const oneLine = (stderr: string) => expect(stderr.trimEnd().split('\n')).toHaveLength(1)

  it('for a data directory in use', async () => {
    const dir = newDir()
    const first = await serve({ dir })
    const second = await run(['serve', '--http-port', '0', '--grpc-port', '0', '--data-dir', dir])
    expect([second.code, second.stdout]).toEqual([5, ''])
    expect(second.stderr).toContain(String(first.child.pid))
    oneLine(second.stderr)
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  })

  it.each(['--http-port', '--grpc-port'])('for a port in use, naming %s', async (flag) => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as AddressInfo).port)))
    const ports = { '--http-port': '0', '--grpc-port': '0', [flag]: String(port) }
    const ended = await run(['serve', ...Object.entries(ports).flat(), '--data-dir', newDir(), '--log-level', 'silent'])
    taken.close()
    expect([ended.code, ended.stdout]).toEqual([5, ''])
    expect(ended.stderr).toContain(String(port))
    expect(ended.stderr).toContain(flag)
    oneLine(ended.stderr)
  })

  it('for an address others can reach without a token', async () => {
    const ended = await run(['serve', '--host', '0.0.0.0', '--data-dir', newDir()])
    expect([ended.code, ended.stderr]).toEqual([3, expect.stringContaining('--auth-token')])
    oneLine(ended.stderr)
  })

  it('for a data directory that is a file', async () => {
    const dir = newDir()
    writeFileSync(join(dir, 'file'), '')
    const ended = await run(['serve', '--http-port', '0', '--grpc-port', '0', '--data-dir', join(dir, 'file')])
    expect([ended.code, ended.stderr]).toEqual([6, expect.stringContaining('is not a directory')])
    oneLine(ended.stderr)
  })

  it('for a ClickHouse server that does not answer, naming it', async () => {
    const ended = await run(['serve', '--http-port', '0', '--grpc-port', '0', '--clickhouse-url', 'http://u:secret@127.0.0.1:1/db'])
    expect([ended.code, ended.stderr]).toEqual([6, expect.stringContaining('127.0.0.1:1')])
    expect(ended.stderr).not.toContain('secret')
    oneLine(ended.stderr)
  })
})

describe('the other words', () => {
  it('start an engine that a server uses by its URL', async () => {
    const engine = await startEngine(newDir())
    running.push(engine)
    const server = await serve({ args: ['--clickhouse-url', engine.url] })
    expect((await send(server.url, trace('over-tcp'))).status).toBe(200)
    await until(async () => (await sessionIds(server.url)).includes('over-tcp'))
    expect(await server.end('SIGTERM')).toBe(0)
    expect(await engine.end('SIGTERM')).toBe(0)
  })

  it('let the server read its spans again, and say what came of it', async () => {
    const server = await serve()
    expect((await run(['demo', '--url', server.url, '--sessions', '3'])).code).toBe(0)
    const again = await run(['renormalize', '--url', server.url])
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Read \d+ spans again; 0 are read differently now\.\n$/) })
    expect(again.stderr).toMatch(/^100 %/m)
    const json = await run(['renormalize', '--url', server.url, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ state: 'done', changedSpans: 0 })
    const unknown = await run(['renormalize', '--url', server.url, '--project', 'none'])
    expect(unknown).toMatchObject({ code: 5, stderr: expect.stringContaining('no such project') })
    expect((await run(['renormalize', '--url', 'http://127.0.0.1:1'])).code).toBe(6)
    const guarded = await serve({ env: { SOJOURN_AUTH_TOKEN: TOKEN } })
    expect((await run(['renormalize', '--url', guarded.url, '--token', 'wrong'])).code).toBe(4)
    expect((await run(['renormalize', '--url', guarded.url], { SOJOURN_AUTH_TOKEN: TOKEN })).code).toBe(0)
  })

  it('examine the machine and the data', async () => {
    const dir = newDir()
    expect(await (await serve({ dir })).end('SIGTERM')).toBe(0)
    const doctor = await run(['doctor', '--http-port', '0', '--grpc-port', '0', '--data-dir', dir])
    expect(doctor.stdout).toMatch(/ok {4}engine +starts in \d+ ms and opens the data/)
    expect(doctor.stderr).toBe('')
  })

  it('say their version and their options', async () => {
    expect((await run(['--version'])).stdout.trim()).toBe('9.9.9')
    expect((await run(['serve', '--help'])).stdout).toContain('--clickhouse-url')
    expect((await run(['demo', '--url', 'http://127.0.0.1:1'])).code).toBe(6)
  })
})
