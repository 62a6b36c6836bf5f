import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStories } from '../../test/corpus/recordings.ts'
import { buildServer, makeDir, removeServer, run, runIntoHead, startServer, type Running } from './test-server.ts'

const EVIL = '\u001b]52;c;ZXZpbA==\u0007\u001b]8;;http://evil.example\u001b\\\u009b2J\u202e'
const EVIL_ID = `evil ${EVIL}`
const LARGE_ID = 'a'.repeat(32)
const LARGE_SPANS = 5000
// oxlint-disable-next-line no-control-regex
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
const FORMS = [[], ['--markdown'], ['--json']]

const dir = makeDir()
let server: Running
beforeAll(async () => {
  await buildServer()
  server = await startServer(dir)
  await send(spansOf(EVIL_ID, 'e'.repeat(32), 3, EVIL))
  await send(spansOf('large', LARGE_ID, LARGE_SPANS, 'a word'))
  while (!(await read('sessions', '--json')).stdout.includes('"id":"large"')) await pause(50)
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(dir, { recursive: true, force: true })
  removeServer()
})

const read = (...words: string[]) => run([...words, '--url', server.url])

function spansOf(sessionId: string, traceId: string, count: number, text: string) {
  const said = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: text }] }])
  const values = { 'session.id': sessionId, [`key ${text}`]: text, 'user.id': text, 'tag.tags': text, 'gen_ai.input.messages': said }
  return Array.from({ length: count }, (_, at) => ({
    traceId,
    spanId: String(at + 1).padStart(16, '0'),
    parentSpanId: at === 0 ? '' : '1'.padStart(16, '0'),
    name: `step ${text}`,
    startTimeUnixNano: `${1_790_000_000_000 + at}000000`,
    endTimeUnixNano: `${1_790_000_000_001 + at}000000`,
    attributes: Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } })),
    status: at === 1 ? { code: 2, message: text } : {},
  }))
}

async function send(spans: readonly object[]): Promise<void> {
  await post('traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

async function post(signal: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(`${server.url}/v1/${signal}`, { method: 'POST', headers, body: JSON.stringify(body) })).status).toBe(200)
}

describe('sojourn sessions', () => {
  it('lists what matches, as a table or as the API answers', async () => {
    const table = await read('sessions', '--query', 'large')
    expect(table).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Status .*\nerror +large .*\n1 session: /) })
    const { stdout } = await read('sessions', '--json', '--limit', '9', '--sort', 'id')
    const answer = await fetch(`${server.url}/api/v1/projects/default/sessions?limit=9&sort=id`)
    expect(JSON.parse(stdout)).toEqual(await answer.json())
  })

  it('says what is wrong with a filter, and what is allowed', async () => {
    expect(await read('sessions', '--status', 'broken')).toMatchObject({ code: 3, stderr: expect.stringContaining('waiting, running') })
    expect(await read('sessions', '--limit', 'all')).toMatchObject({ code: 3, stderr: expect.stringContaining('--limit') })
    expect((await read('sessions', '--none')).code).toBe(3)
    expect((await read('sessions', '--project', 'none')).code).toBe(5)
  })
})

describe('sojourn stats', () => {
  it('prints the sums of a dashboard, as a table or as the API answers', async () => {
    const { code, stdout } = await read('stats', '-q', 'session:large', '--from', '2026-01-01')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Sessions +1 +0\nTraces +1 +0\n/)
    expect(stdout).toMatch(/Before: 20\d\d-.* UTC\n0 sessions wait for a human now\n$/)
    const answer = await fetch(`${server.url}/api/v1/projects/default/metrics/summary?q=session:large`)
    expect(JSON.parse((await read('stats', '-q', 'session:large', '--json')).stdout)).toEqual(await answer.json())
    expect(await read('stats', '--from', 'soon')).toMatchObject({ code: 3, stderr: expect.stringContaining('soon') })
  })
})

describe('sojourn export', () => {
  it('writes every row that matches, byte by byte as the server answers', async () => {
    const { code, stdout } = await read('export', 'sessions', '--query', 'large', '--format', 'csv', '--columns', 'id,traceCount')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'id,traceCount\r\nlarge,1\r\n' })
    const lines = (await read('export', 'traces', '--sort', 'id')).stdout.trimEnd().split('\n')
    const answer = await fetch(`${server.url}/api/v1/projects/default/traces?sort=id`)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(((await answer.json()) as { items: unknown[] }).items)
  })

  it('says what is wrong, and writes nothing then', async () => {
    expect(await read('export', 'users')).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('sessions, traces') })
    expect(await read('export', 'sessions', '--columns', 'none')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('traceCount'),
    })
  })
})

describe('sojourn search', () => {
  it('prints where something was said, or what the API answers', async () => {
    const { code, stdout } = await read('search', 'a WORD', '--limit', '5')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^large · turn 1 · user · 2026-\d\d-\d\d \d\d:\d\d UTC\n {2}a word\n1 turn\n$/)
    const answer = await fetch(`${server.url}/api/v1/projects/default/search?q=${encodeURIComponent('"a word"')}`)
    expect(JSON.parse((await read('search', 'a word', '--json')).stdout)).toEqual(await answer.json())
    expect(await read('search', 'status:ok')).toMatchObject({ code: 3, stderr: expect.stringContaining('no words') })
  })
})

describe('sojourn trace', () => {
  it('shows the spans as a tree, or the objects of the API', async () => {
    const { stdout } = await read('trace', LARGE_ID)
    expect(stdout.match(/^ *step a word /gm)).toHaveLength(LARGE_SPANS)
    const { trace, spans } = JSON.parse((await read('trace', LARGE_ID, '--json')).stdout) as { trace: object; spans: object[] }
    expect(trace).toMatchObject({ id: LARGE_ID, spanCount: LARGE_SPANS })
    expect(spans).toHaveLength(LARGE_SPANS)
  })

  it('knows when there is none', async () => {
    expect(await read('trace', 'b'.repeat(32))).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('no such trace') })
  })

  it('ends quietly when its reader has seen enough', async () => {
    const ended = await runIntoHead(['trace', LARGE_ID, '--url', server.url], 2)
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Trace a+ · step a word\nerror.*\n$/) })
  })
})

describe('sojourn session', () => {
  it('tells a recorded session: each message once and in order, the tool, the question, the wait and the answer', async () => {
    const story = readStories().find(({ name }) => name === 'microsoft-agent-framework/approval')!
    for (const { signal, body } of story.requests) await post(signal, body)
    while (!(await read('sessions', '-q', 'maf-yes', '--json')).stdout.includes('"traceCount":2')) await pause(50)
    const { stdout, code } = await read('session', 'maf-yes')
    expect(code).toBe(0)
    const speakers = /^(System|User|Assistant|Tool|Asks a human|Answer of a human)$/gm
    expect(stdout.match(speakers)).toEqual(['System', 'User', 'Assistant', 'Asks a human', 'Answer of a human', 'Tool', 'Assistant'])
    for (const said of ['Be brief.', 'call refund {"order":"A1"}', 'approved', 'Refunded A1', 'The tool says: Refunded A1']) {
      expect(stdout.split('\n').filter((line) => line === `  ${said}`)).toHaveLength(1)
    }
    expect(stdout).toMatch(/^Calls refund$/m)
    expect(stdout).toMatch(/^Waited for a human from .*; answered .* after .* goes on from$/m)
  })

  it('lists what ran as it is asked to', async () => {
    const stepsOf = async (which: string) => (await read('session', 'large', '--steps', which)).stdout.match(/^- .*$/gm) ?? []
    expect(await stepsOf('none')).toEqual([])
    expect((await stepsOf('all')).length).toBeGreaterThan(0)
    expect(await read('session', 'large', '--steps', 'some')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('none, tools, all'),
    })
    expect((await read('session', 'nobody')).code).toBe(5)
  })
})

describe('hostile text', () => {
  it.each(FORMS)('acts on no terminal %s', async (...form) => {
    const outputs = await Promise.all([
      ...(form.includes('--markdown') ? [] : [read('sessions', ...form)]),
      read('session', EVIL_ID, ...form),
      read('trace', 'e'.repeat(32), ...form),
    ])
    for (const { code, stdout, stderr } of outputs) {
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain('ZXZpbA==')
      expect(stdout).not.toMatch(ACTS)
    }
  })

  it('acts on none in an error either', async () => {
    const { code, stderr } = await read('sessions', '--status', EVIL)
    expect(code).toBe(3)
    expect(stderr).not.toMatch(ACTS)
  })
})
