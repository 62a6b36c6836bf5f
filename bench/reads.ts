// Loads spans through the real door, then times reads over the API beside the best raw SQL on the same engine.
// usage: node scripts/run.mjs bench/reads.ts [spans=1000000] [data dir=.bench]   (a filled data dir is used again)
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../test/e2e/start-server.ts'
import { SPANS_PER_TRACE, conversationTrace } from './conversations.ts'
import { inMs, interleave, rawSql, type Figures } from './measure.ts'

const spanCount = Number(process.argv[2] ?? 1_000_000)
const dataDir = process.argv[3] ?? '.bench'
const traceCount = spanCount / SPANS_PER_TRACE
const ROUNDS = 40
const LOADERS = 4
const TRACES_PER_REQUEST = 50

const server = await startServer({ dataDir })
const api = `${server.url}/api/v1/projects/default`
try {
  await load()
  await measure()
} finally {
  await server.stop()
}

async function load(): Promise<void> {
  const { total } = await read<{ total: number }>('/traces?limit=1')
  if (total >= traceCount) return
  const startedAt = Date.now()
  const stepMs = Math.floor((6 * 86_400_000) / traceCount)
  const firstMs = Date.now() - traceCount * stepMs - 60_000
  let next = 0
  const loader = async () => {
    while (next < traceCount) {
      const from = next
      next += TRACES_PER_REQUEST
      const spans = Array.from(
        { length: Math.min(TRACES_PER_REQUEST, traceCount - from) },
        (_, i) => conversationTrace(from + i, firstMs, stepMs).spans,
      ).flat()
      await send(JSON.stringify({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: 'bench' }, spans }] }] }))
    }
  }
  await Promise.all(Array.from({ length: LOADERS }, loader))
  while ((await read<{ total: number }>('/traces?limit=1')).total < traceCount) await new Promise((resolve) => setTimeout(resolve, 500))
  const seconds = (Date.now() - startedAt) / 1000
  console.log(`loaded ${spanCount} spans in ${seconds.toFixed(0)} s: ${(spanCount / seconds).toFixed(0)} spans/s until listed`)
}

async function send(body: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${server.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await response.arrayBuffer()
    if (response.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function measure(): Promise<void> {
  const socket = findSocket()
  const { items: projects } = (await (await fetch(`${server.url}/api/v1/projects`)).json()) as { items: { id: string }[] }
  const project = projects[0]!.id
  const traceId = (round: number) => ((((round + 1) * 7919) % traceCount) + 1).toString(16).padStart(32, '0')
  const times = await interleave(ROUNDS, {
    'sessions list, raw SQL': () =>
      rawSql(
        socket,
        `SELECT * FROM sessions FINAL WHERE project_id='${project}' ORDER BY last_trace_ns DESC, session_id LIMIT 50 FORMAT JSON`,
      ),
    'sessions list, API': () => read('/sessions?from=now-7d&limit=50'),
    'sessions list by tokens, API': () => read('/sessions?from=now-7d&sort=-totalTokens&limit=50'),
    'trace open, raw SQL': (round) =>
      rawSql(
        socket,
        `SELECT * FROM spans WHERE project_id='${project}' AND trace_id='${traceId(round)}' ORDER BY rank DESC LIMIT 1 BY span_id FORMAT JSON`,
      ),
    'trace open, API': async (round) => {
      await read(`/traces/${traceId(round)}`)
      await read(`/traces/${traceId(round)}/spans`)
    },
    'traces list, API': () => read('/traces?from=now-7d&limit=50'),
    'session open, API': (round) => read(`/sessions/session-${(round * 7919) % (traceCount / 5)}`),
    'free text, 7 days, API': () => read('/sessions?from=now-7d&q=museum&limit=50'),
  })
  for (const [name, figure] of Object.entries<Figures>(times)) console.log(`${name.padEnd(32)} ${inMs(figure)} ms (p50 / p95, n=${ROUNDS})`)
  const ratio = (a: keyof typeof times, b: keyof typeof times) => (times[a].p95 / times[b].p95).toFixed(2)
  console.log(
    `ratio of p95: sessions list ${ratio('sessions list, API', 'sessions list, raw SQL')}, trace open ${ratio('trace open, API', 'trace open, raw SQL')}`,
  )
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
