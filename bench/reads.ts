// Loads spans through the real door, then times reads over the API beside the best raw SQL on the same engine.
// usage: node scripts/run.mjs bench/reads.ts [spans=1000000] [data dir=.bench]   (a filled data dir is used again)
import { readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../test/e2e/start-server.ts'
import { SPANS_PER_TRACE, conversationTrace, largeTrace } from './conversations.ts'
import { readCases } from './read-cases.ts'
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
      const spans = Array.from({ length: Math.min(TRACES_PER_REQUEST, traceCount - from) }, (_, i) =>
        conversationTrace(from + i, firstMs, stepMs),
      ).flat()
      await send(otlp(spans))
    }
  }
  await Promise.all(Array.from({ length: LOADERS }, loader))
  const large = largeTrace(Date.now() - 3_600_000)
  for (let at = 0; at < large.length; at += 500) await send(otlp(large.slice(at, at + 500)))
  while ((await read<{ total: number }>('/traces?limit=1')).total < traceCount) await new Promise((resolve) => setTimeout(resolve, 500))
  const seconds = (Date.now() - startedAt) / 1000
  console.log(`loaded ${spanCount} spans in ${seconds.toFixed(0)} s: ${(spanCount / seconds).toFixed(0)} spans/s until listed`)
}

function otlp(spans: readonly unknown[]): string {
  return JSON.stringify({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: 'bench' }, spans }] }] })
}

async function send(body: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${server.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await response.arrayBuffer()
    if (response.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Every case over the API next to its SQL, in turns. */
async function measure(): Promise<void> {
  const socket = findSocket()
  const startedWith = loadavg()[0]!
  const names = readCases(0, traceCount).map((it) => it.name)
  const candidates = names.flatMap((name, index) => [
    [`${name}: API`, (round: number) => Promise.all(readCases(round, traceCount)[index]!.paths.map((path) => read(path)))],
    [
      `${name}: SQL`,
      (round: number) => Promise.all(readCases(round, traceCount)[index]!.sql.map((text) => rawSql(socket, `${text} FORMAT JSON`))),
    ],
  ])
  const times: Record<string, Figures> = await interleave(ROUNDS, Object.fromEntries(candidates))
  console.log(`n = ${ROUNDS} in turns; load average ${startedWith.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`)
  console.log(
    '| read | API p50 / p95 ms | raw SQL p50 / p95 ms | ratio of p50 | ratio of p95 | p95 ≤ 1.5 × SQL + 15 ms |\n|---|---|---|---|---|---|',
  )
  for (const name of names) {
    const [api, raw] = [times[`${name}: API`]!, times[`${name}: SQL`]!]
    const ratio = (key: keyof Figures) => (api[key] / raw[key]).toFixed(2)
    const isMet = api.p95 <= 1.5 * raw.p95 + 15 ? 'yes' : 'no'
    console.log(`| ${name} | ${inMs(api)} | ${inMs(raw)} | ${ratio('p50')} | ${ratio('p95')} | ${isMet} |`)
  }
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
