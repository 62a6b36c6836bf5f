// Fills a store by SQL, then times what a dashboard asks beside the shortest SQL that gives the same numbers alone.
// usage: node scripts/run.mjs bench/dashboard.ts [spans=1000000] [data dir=.bench-dashboard]   (a filled data dir is used again)
import { mkdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { bundleChild, quietLog } from '../src/engine/test-engine.ts'
import { startEngine } from '../src/engine/engine.ts'
import { createDesk, type Desk } from '../src/query/query.ts'
import { openStore } from '../src/store/store.ts'
import { inMs, interleave, rawSql, type Figures } from './measure.ts'

const spanCount = Number(process.argv[2] ?? 1_000_000)
const dataDir = process.argv[3] ?? '.bench-dashboard'
const SPANS_PER_TRACE = 10
const traceCount = spanCount / SPANS_PER_TRACE
const ROUNDS = Number(process.argv[4] ?? 15)
const P = 'default'
const MINE = `project_id = '${P}'`
const WINDOW = { from: 'now-30d' }

mkdirSync(dataDir, { recursive: true })
const engine = await startEngine({ dataDir, log: quietLog, childPath: await bundleChild() })
const { socketPath } = engine
const store = await openStore({ socketPath })
try {
  await fill()
  await measure(createDesk({ reads: store.reads }))
} finally {
  await store.close()
  await engine.close()
}

/** Sessions of five traces, each in a random minute of 31 days, with ten spans: a root, four calls of a model and five of a tool. */
async function fill(): Promise<void> {
  const [known] = JSON.parse(await rawSql(socketPath, `SELECT count() FROM traces WHERE ${MINE} FORMAT JSONCompact`)).data as [[string]]
  if (Number(known[0]) >= traceCount) return
  const first = BigInt(Date.now() - 31 * 86_400_000) * 1_000_000n
  const trace = (n: string) => `lower(hex(sipHash128(${n})))`
  const start = (n: string) => `toUInt64(${first} + (cityHash64(${n}) % 2678400) * 1000000000)`
  const length = (n: string) => `toUInt64(1000000 * (50 + cityHash64(${n}, 1) % 9000))`
  const model = (n: string) => `concat('model-', toString(cityHash64(${n}, 2) % 9))`
  const isBad = (n: string) => `cityHash64(${n}, 3) % 50 = 0`
  await rawSql(
    socketPath,
    `INSERT INTO traces (project_id, trace_id, session_id, user_id, name, start_ns, end_ns, span_count, error_count, outcome,
      prompt_tokens, completion_tokens, total_tokens, cost_nano_usd, models, model_usage, errors, environment, input, output, version)
    SELECT '${P}', ${trace('number')}, toString(intDiv(number, 5)), concat('user-', toString(number % 997)), concat('flow ', toString(number % 12)),
      ${start('number')} AS at, at + ${length('number')}, ${SPANS_PER_TRACE}, ${isBad('number')}, if(${isBad('number')}, 'error', 'ok'), 900, 100, 1000, 2000000,
      [${model('number')}], [(${model('number')}, 4, 900, 100, 1000, 0, 0, 2000000, 0)], if(${isBad('number')}, [(concat('Error', toString(number % 7)), 'it broke', 1)], []), 'prod', repeat('in ', 40), repeat('out ', 40), 1
    FROM numbers(${traceCount})`,
  )
  await rawSql(
    socketPath,
    `INSERT INTO sessions (project_id, session_id, trace_count, error_count, created_ns, last_trace_ns, last_activity_ns, total_tokens,
      first_trace_id, last_trace_id, version)
    SELECT '${P}', session_id, count(), countIf(error_count > 0), min(start_ns), max(start_ns), max(end_ns), sum(total_tokens),
      argMin(trace_id, start_ns), argMax(trace_id, start_ns), 1 FROM traces GROUP BY session_id`,
  )
  const n = `intDiv(number, ${SPANS_PER_TRACE})`
  const place = `number % ${SPANS_PER_TRACE}`
  await rawSql(
    socketPath,
    `INSERT INTO facts (project_id, trace_id, span_id, parent_span_id, name, start_ns, end_ns, kind, outcome, error_type, error_message,
      request_model, tool_name, rank)
    SELECT '${P}', ${trace(n)}, leftPad(hex(number), 16, '0'), '', multiIf(${place} = 0, 'root', ${place} < 5, 'chat', 'execute_tool') AS name,
      ${start(n)} AS at, at + ${length('number')}, multiIf(${place} = 0, 'chain', ${place} < 5, 'llm', 'tool'),
      if(${place} = 7 AND ${isBad(n)}, 'error', 'ok') AS outcome, if(outcome = 'error', concat('Error', toString(${n} % 7)), ''),
      if(outcome = 'error', 'it broke', ''), if(name = 'chat', ${model(n)}, ''), if(name = 'execute_tool', concat('tool-', toString(number % 23)), ''), 1
    FROM numbers(${spanCount})`,
  )
}

type Case = { readonly name: string; readonly ask: (desk: Desk) => Promise<unknown>; readonly sql: string }

function cases(): Case[] {
  const since = BigInt(Date.now() - 30 * 86_400_000) * 1_000_000n
  const traces = `FROM traces FINAL WHERE ${MINE} AND part = '' AND end_ns >= ${since}`
  const bucket = 'intDiv(start_ns, 43200000000000) AS at'
  const percentiles = 'quantilesExactInclusive(0.5, 0.9, 0.95, 0.99)(end_ns - start_ns)'
  const spans = (name: string, kind: string) =>
    `SELECT ${name}, count(), ${percentiles} FROM facts FINAL WHERE ${MINE} AND start_ns >= ${since} ${kind} GROUP BY 1 ORDER BY 2 DESC LIMIT 50`
  return [
    { name: 'tiles', ask: (desk) => desk.getSummary(P, WINDOW), sql: `SELECT count(), sum(total_tokens), sum(cost_nano_usd) ${traces}` },
    {
      name: 'traces over time by status',
      ask: (desk) => desk.getTimeseries(P, { ...WINDOW, metric: 'traces', by: 'status' }),
      sql: `SELECT ${bucket}, count(), countIf(error_count > 0) ${traces} GROUP BY at`,
    },
    {
      name: 'latency over time',
      ask: (desk) => desk.getTimeseries(P, { ...WINDOW, metric: 'latency', by: 'percentile' }),
      sql: `SELECT ${bucket}, ${percentiles} ${traces} GROUP BY at`,
    },
    {
      name: 'tokens over time by type',
      ask: (desk) => desk.getTimeseries(P, { ...WINDOW, metric: 'tokens', by: 'type' }),
      sql: `SELECT ${bucket}, sum(prompt_tokens), sum(completion_tokens), sum(total_tokens) ${traces} GROUP BY at`,
    },
    {
      name: 'cost over time by model',
      ask: (desk) => desk.getTimeseries(P, { ...WINDOW, metric: 'cost', by: 'model' }),
      sql: `SELECT ${bucket}, sum(cost_nano_usd) ${traces} GROUP BY at, models`,
    },
    {
      name: 'percentiles by trace name',
      ask: (desk) => desk.getPercentiles(P, { ...WINDOW, by: 'name', limit: 50 }),
      sql: `SELECT name, count(), ${percentiles} ${traces} GROUP BY name`,
    },
    {
      name: 'percentiles by session',
      ask: (desk) => desk.getPercentiles(P, { ...WINDOW, by: 'session', limit: 50 }),
      sql: `SELECT session_id, count(), ${percentiles} ${traces} GROUP BY session_id ORDER BY 2 DESC LIMIT 50`,
    },
    {
      name: 'percentiles by span name',
      ask: (desk) => desk.getPercentiles(P, { ...WINDOW, by: 'span', limit: 50 }),
      sql: spans('name', ''),
    },
    {
      name: 'percentiles by model',
      ask: (desk) => desk.getPercentiles(P, { ...WINDOW, by: 'model', limit: 50 }),
      sql: spans('request_model', `AND kind = 'llm'`),
    },
    {
      name: 'traces per session',
      ask: (desk) => desk.getTracesPerSession(P, WINDOW),
      sql: `SELECT trace_count, count() FROM sessions FINAL WHERE ${MINE} GROUP BY 1`,
    },
    {
      name: 'errors by type',
      ask: (desk) => desk.getErrorBreakdown(P, { ...WINDOW, limit: 50 }),
      sql: `SELECT error_type, count(), uniqExact(trace_id) FROM facts FINAL WHERE ${MINE} AND start_ns >= ${since} AND outcome = 'error' GROUP BY 1`,
    },
    {
      name: 'strip over the sessions list',
      ask: (desk) => desk.getHistogram(P, { ...WINDOW, of: 'sessions' }),
      sql: `SELECT intDiv(last_trace_ns, 43200000000000), count(), countIf(error_count > 0) FROM sessions FINAL WHERE ${MINE} GROUP BY 1`,
    },
  ]
}

async function measure(desk: Desk): Promise<void> {
  const startedWith = loadavg()[0]!
  const all = cases()
  const candidates = all.flatMap(({ name, ask, sql }) => [
    [`${name}: asked`, () => ask(desk)],
    [`${name}: SQL`, () => rawSql(socketPath, `${sql} FORMAT JSON`)],
  ])
  const times: Record<string, Figures> = await interleave(ROUNDS, Object.fromEntries(candidates))
  console.log(
    `${spanCount} spans, n = ${ROUNDS} in turns; load average ${startedWith.toFixed(1)} before, ${loadavg()[0]!.toFixed(1)} after`,
  )
  console.log('| card | asked, p50 / p95 ms | raw SQL, p50 / p95 ms | ratio of p50 |\n|---|---|---|---|')
  for (const { name } of all) {
    const [asked, raw] = [times[`${name}: asked`]!, times[`${name}: SQL`]!]
    console.log(`| ${name} | ${inMs(asked)} | ${inMs(raw)} | ${(asked.p50 / raw.p50).toFixed(2)} |`)
  }
}
