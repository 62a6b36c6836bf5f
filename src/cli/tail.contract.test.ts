import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildServer, makeDir, removeServer, run, start, startServer, type Running, type Started } from './test-server.ts'

const dir = makeDir()
let server: Running
const started: Started[] = []
let traces = 0

beforeAll(async () => {
  await buildServer()
  server = await startServer(dir)
})
afterEach(async () => {
  for (const { child, end } of started.splice(0)) if (child.exitCode === null) await end('SIGKILL')
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dir, { recursive: true, force: true })
  removeServer()
})

function tail(...words: string[]): Started {
  const command = start(['tail', '--url', server.url, ...words])
  started.push(command)
  return command
}

/** One turn of a conversation: what was said before is sent again. */
async function say(sessionId: string, ...said: string[]): Promise<void> {
  traces += 1
  const messages = said.map((text, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', parts: [{ type: 'text', content: text }] }))
  const values = {
    'session.id': sessionId,
    'gen_ai.operation.name': 'chat',
    'gen_ai.input.messages': JSON.stringify(messages.slice(0, -1)),
    'gen_ai.output.messages': JSON.stringify(messages.slice(-1)),
  }
  const span = {
    traceId: traces.toString(16).padStart(32, '0'),
    spanId: '1'.padStart(16, '0'),
    name: 'chat',
    startTimeUnixNano: `${1_790_000_000_000 + traces * 1000}000000`,
    endTimeUnixNano: `${1_790_000_000_500 + traces * 1000}000000`,
    attributes: Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  }
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })
  const reply = await fetch(`${server.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect(reply.status).toBe(200)
}

/** Polls until it holds; the test's own time limit is the only one. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(50)
}

const linesOf = ({ stdout }: Started) =>
  stdout()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { event?: string; data: { id: string }; turn: number; message: { role: string; text: string } })

describe('sojourn tail', () => {
  it('prints sessions and traces as they change, until it is told to stop', async () => {
    const [lines, json] = [tail(), tail('--json')]
    // A stream tells what was written a moment before it began.
    for (let turn = 1; !lines.stdout().includes('session first') || linesOf(json).length === 0; turn++) {
      await say('first', `question ${turn}`, 'answer')
      await pause(200)
    }
    expect(lines.stdout()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC ok +session first: \d+ traces?.* · /m)
    expect(linesOf(json)).toContainEqual(
      expect.objectContaining({ event: 'session.upsert', data: expect.objectContaining({ id: 'first' }) }),
    )
    expect([await lines.end('SIGINT'), await json.end('SIGTERM')]).toEqual([0, 0])
    expect(lines.stderr()).toBe('')
  })

  it('prints what is said in one session, each message once, and none that was said before', async () => {
    const history = ['said before', 'hello']
    await say('talk', ...history)
    while ((await run(['session', 'talk', '--url', server.url])).code !== 0) await pause(50)
    const json = tail('talk', '--json')
    // From one of these on it listens.
    for (let turn = 2; linesOf(json).length < 2; turn++) {
      history.push(`question ${turn}`, `answer ${turn}`)
      await say('talk', ...history)
      await pause(300)
    }
    const first = linesOf(json)[0]!.turn + 1
    await until(() => linesOf(json).length === history.length - 2 * (first - 1))
    expect(await json.end('SIGINT')).toBe(0)
    const said = linesOf(json).map(({ turn, message }) => `${turn + 1} ${message.role}: ${message.text}`)
    expect(first).toBeGreaterThan(1)
    expect(said).toEqual(
      history.slice(2 * (first - 1)).map((text, at) => `${first + Math.floor(at / 2)} ${at % 2 === 0 ? 'user' : 'assistant'}: ${text}`),
    )
  })

  it('goes on when the server comes back', async () => {
    const lines = tail()
    while (lines.stdout() === '') {
      await say('before', 'question', 'answer')
      await pause(200)
    }
    const port = new URL(server.url).port
    await server.end('SIGTERM')
    await until(() => lines.stderr().includes('tried again'))
    server = await startServer(dir, ['--http-port', port])
    await say('after', 'question', 'answer')
    await until(() => lines.stdout().includes('session after'))
  })

  it('says at once when there is nothing to listen to', async () => {
    expect((await run(['tail', '--url', 'http://127.0.0.1:1'])).code).toBe(6)
    expect((await run(['tail', '--url', server.url, '--project', 'none'])).code).toBe(5)
    expect((await run(['tail', 'nobody', '--url', server.url])).code).toBe(5)
  })
})
