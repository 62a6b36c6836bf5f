import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, pagesOf, type Args, type Client } from '../client/client.ts'
import { exampleSpans, NOW_MS, ORIGIN_MS } from './example-spans.ts'
import { openTestServer, sketchSpan, type SpanSketch, type TestServer } from './test-server.ts'

let server: TestServer
let client: Client

beforeAll(async () => {
  server = await openTestServer(() => NOW_MS)
  await server.fill('default', exampleSpans())
  client = createClient({ baseUrl: await server.app.listen({ host: '127.0.0.1', port: 0 }) })
})
afterAll(() => server?.close())

type Query = NonNullable<Args<'exportRows'>['query']>

async function textOf(query: Query, project = 'default'): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of client.file('exportRows', { params: { project }, query })) text += decoder.decode(piece, { stream: true })
  return text + decoder.decode()
}

async function rowsOf(query: Omit<Query, 'format'>, project?: string) {
  const text = await textOf({ ...query, format: 'jsonl' }, project)
  return text
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

async function listed({ of, ...query }: Omit<Query, 'format'>, project = 'default') {
  const rows: object[] = []
  const pages = pagesOf(client, of === 'sessions' ? 'listSessions' : 'listTraces', {
    params: { project },
    query: { ...query, limit: 200 } as never,
  })
  // Where words were found belongs to a page that is looked at, not to the row.
  for await (const page of pages) rows.push(...page.items.map((row) => ({ ...row, match: undefined })))
  return rows
}

/** RFC 4180, as strict as it is written. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') lines.push([])
  }
  expect(lines.pop()).toEqual([])
  return lines
}

describe('an export', () => {
  it.each<Omit<Query, 'format'>>([
    { of: 'sessions' },
    { of: 'sessions', sort: 'id' },
    { of: 'sessions', sort: '-costUsd', q: '-status:ok' },
    { of: 'sessions', from: String(ORIGIN_MS), to: String(ORIGIN_MS + 3 * 86_400_000), userId: 'Ada' },
    { of: 'sessions', q: '"nobody said this"' },
    { of: 'traces' },
    { of: 'traces', sort: 'name', q: 'e' },
    { of: 'traces', hasSession: 'false' },
    { of: 'traces', sessionId: 'Alias-5' },
    { of: 'traces', q: 'session:"a/b c","it\'s"', sort: 'durationMs' },
  ])('has the rows of the list, all and in its order: %j', async (query) => {
    expect(await rowsOf(query)).toEqual(await listed(query))
  })

  it('says the same as CSV, whatever characters the texts have', async () => {
    const columns = ['id', 'traceCount', 'firstMessage', 'status', 'userId', 'costUsd', 'models', 'createdAt']
    const [head, ...lines] = parseCsv(await textOf({ of: 'sessions', format: 'csv', columns: columns.join(',') }))
    expect(head).toEqual(columns)
    const expected = (await rowsOf({ of: 'sessions' })).map((row) => columns.map((column) => row[column] ?? ''))
    expect(lines.map((line) => line.map((cell) => cell.replace(/^'(?=[=+@\t-])/, '')))).toEqual(expected.map((row) => row.map(String)))
    expect(lines).toHaveLength(70)
  })

  it('has a header line even without rows, and a name for the file', async () => {
    const query = 'of=traces&format=csv&columns=id,name&q=%22nobody+said+this%22'
    const reply = await server.app.inject({ url: `/api/v1/projects/default/export?${query}`, headers: { host: '127.0.0.1' } })
    expect(reply.body).toBe('id,name\r\n')
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="default-traces-[\dT-]+\.csv"$/)
  })

  it.each<[Partial<Query>, object]>([
    [{ q: 'foo:1' }, { code: 'bad_filter', field: 'q' }],
    [{ columns: 'id,nope' }, { field: 'columns', hint: expect.stringContaining('firstMessage') as unknown }],
    [{ columns: '__proto__' }, { field: 'columns' }],
    [{ columns: '' }, { field: 'columns' }],
    [{ sort: 'startedAt' }, { field: 'sort' }],
    [{ sort: "id' OR 1" }, { field: 'sort' }],
    [{ format: 'xml' as never }, { field: 'format' }],
    [{ from: 'yesterday' }, { code: 'bad_time', field: 'from' }],
  ])('refuses %j before it begins', async (query, problem) => {
    await expect(textOf({ of: 'sessions', format: 'csv', ...query })).rejects.toMatchObject({ status: 400, ...problem })
  })

  it('is what the list was when it was asked for, while spans arrive', async () => {
    const project = await client.call('createProject', { body: { name: 'Many' } })
    const span = (trace: number, session: number, startMs: number): SpanSketch => ({
      trace,
      span: 0,
      startMs,
      durationMs: 5,
      attributes: {
        'session.id': `session ${session}`,
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': 'tell me more '.repeat(60),
      },
    })
    const many = 4_500
    await server.fill(
      project.id,
      Array.from({ length: many }, (_, n) => sketchSpan(span(n + 1, n, ORIGIN_MS + n * 1000))),
    )
    const query = { sort: '-lastTraceAt' } as const
    const before = Array.from({ length: many }, (_, n) => `session ${many - 1 - n}`)

    const decoder = new TextDecoder()
    let text = ''
    let isTold = false
    for await (const piece of client.file('exportRows', {
      params: { project: project.id },
      query: { ...query, of: 'sessions', format: 'jsonl' },
    })) {
      text += decoder.decode(piece, { stream: true })
      if (isTold) continue
      isTold = true
      // Sessions from the end of the list come to its beginning, and new ones come.
      const later = Array.from({ length: 400 }, (_, n) => sketchSpan(span(many + n + 1, n < 200 ? n : many + n, NOW_MS - 90_000 + n)))
      await server.fill(project.id, later)
    }
    const exported = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id)
    expect(exported).toEqual(before)
    const after = await client.call('listSessions', { params: { project: project.id }, query: { ...query, limit: 1 } })
    expect(after.total).toBe(many + 200)
  })
})
