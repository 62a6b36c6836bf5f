// Sends one session of 500 turns and 20,000 spans, whose model calls repeat the history, through the real door; then times what its page
// asks for beside plain SQL for the same rows on the same engine.
// usage: node scripts/run.mjs bench/long-session.ts [turns=500] [data dir=.bench-long]   (a filled data dir is used again)
import { readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../test/e2e/start-server.ts'
import { ensureLongSession, RARE_TURNS, RARE_WORD, traceIdOfTurn } from './long-conversation.ts'
import { inMs, interleave, rawSql, type Figures } from './measure.ts'
import { cpuSeconds } from './process-time.ts'

const turns = Number(process.argv[2] ?? 500)
const dataDir = process.argv[3] ?? '.bench-long'
const ROUNDS = 10
const PAGE = 20

const server = await startServer({ dataDir })
const sessionId = await ensureLongSession(server.url, turns)
const api = `${server.url}/api/v1/projects/default/sessions/${encodeURIComponent(sessionId)}`
try {
  await measure()
} finally {
  await server.stop()
}

async function measure(): Promise<void> {
  const socket = findSocket()
  const startedWith = loadavg()[0]!
  const cases = readCases()
  const candidates = cases.flatMap(({ name, read, sql }) => [
    [`${name}: API`, read],
    [`${name}: SQL`, () => rawSql(socket, `${sql} FORMAT JSON`)],
  ])
  const times: Record<string, Figures> = await interleave(ROUNDS, Object.fromEntries(candidates))
  console.log(`n = ${ROUNDS} in turns; load average ${startedWith.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`)
  console.log('| read | API p50 / p95 ms | raw SQL p50 / p95 ms | ratio of p50 | CPU ms: server / engine |\n|---|---|---|---|---|')
  for (const { name, read } of cases) {
    const [api, raw] = [times[`${name}: API`]!, times[`${name}: SQL`]!]
    console.log(`| ${name} | ${inMs(api)} | ${inMs(raw)} | ${(api.p50 / raw.p50).toFixed(2)} | ${await cpuOf(read)} |`)
  }
}

/** CPU time of one read, from several: it does not depend on what else the machine does. */
async function cpuOf(read: () => Promise<unknown>): Promise<string> {
  const before = cpuSeconds(server.pid)
  for (let round = 0; round < ROUNDS; round++) await read()
  const after = cpuSeconds(server.pid)
  const inMs = (seconds: number) => ((seconds * 1000) / ROUNDS).toFixed(0)
  return `${inMs(after.own - before.own)} / ${inMs(after.children - before.children)}`
}

/** What is asked over the API, and the shortest SQL that gives the rows it is made of. */
function readCases() {
  const rows = `project_id = 'default'`
  const traces = `SELECT trace_id FROM traces WHERE ${rows} AND session_id = '${sessionId}'`
  const spansOf = (from: number, count: number) => {
    const ids = Array.from({ length: count }, (_, at) => `'${traceIdOfTurn(sessionId, from + at)}'`)
    return `SELECT * FROM spans WHERE ${rows} AND trace_id IN (${ids.join(', ')})`
  }
  const said = (text: string) =>
    `SELECT DISTINCT trace_id FROM spans WHERE ${rows} AND trace_id IN (${traces}) AND search_text LIKE '%${text}%'`
  const late = Math.floor(turns * 0.9)
  return [
    { name: 'outline', read: () => read('/outline'), sql: `SELECT * FROM traces FINAL WHERE ${rows} AND session_id = '${sessionId}'` },
    { name: `first ${PAGE} turns`, read: () => read(`/turns?limit=${PAGE}`), sql: spansOf(0, PAGE) },
    {
      name: `${PAGE} turns near the end`,
      read: () => read(`/turns?limit=${PAGE}&turn=${traceIdOfTurn(sessionId, late)}`),
      sql: spansOf(late, PAGE),
    },
    { name: 'metrics', read: () => read('/metrics'), sql: `SELECT * FROM facts FINAL WHERE ${rows} AND trace_id IN (${traces})` },
    {
      name: 'errors',
      read: () => read('/errors'),
      sql: `SELECT * FROM facts FINAL WHERE ${rows} AND trace_id IN (${traces} AND error_count > 0)`,
    },
    { name: `find what ${RARE_TURNS.length} turns say, first page`, read: () => read(`/find?q=${RARE_WORD}`), sql: said(RARE_WORD) },
    { name: 'find the same to the end', read: () => readAllHits(RARE_WORD), sql: said(RARE_WORD) },
    { name: 'find what nobody says', read: () => read('/find?q=zanzibar'), sql: said('zanzibar') },
  ]
}

async function readAllHits(word: string): Promise<void> {
  let cursor = ''
  const found: number[] = []
  do {
    const page = await read<{ items: { turn: number }[]; nextCursor?: string }>(`/find?q=${word}${cursor}`)
    found.push(...page.items.map(({ turn }) => turn))
    cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`
  } while (cursor !== '')
  const expected = RARE_TURNS.filter((turn) => turn < turns)
  if (String(found) !== String(expected)) throw new Error(`found in turns ${String(found)}, not in ${String(expected)}`)
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(api + path)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

function findSocket(): string {
  const name = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('.sock'))
  if (name === undefined) throw new Error(`no engine socket in ${dataDir}`)
  return join(dataDir, name)
}
