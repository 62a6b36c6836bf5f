// Fills a store by SQL, then times lists of sessions with each kind of filter beside the shortest SQL that finds the same rows.
// usage: node scripts/run.mjs bench/find.ts [spans=1000000] [data dir=.bench-find] [rounds=15]   (a filled data dir is used again)
import { mkdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { bundleChild, quietLog } from '../src/engine/test-engine.ts'
import { startEngine } from '../src/engine/engine.ts'
import { conditionsOf, parseFilter } from '../src/filter/filter.ts'
import { openStore } from '../src/store/store.ts'
import { inMs, interleave, rawSql } from './measure.ts'

const spanCount = Number(process.argv[2] ?? 1_000_000)
const dataDir = process.argv[3] ?? '.bench-find'
const ROUNDS = Number(process.argv[4] ?? 15)
const SPANS_PER_TRACE = 10
const P = 'default'
const MINE = `project_id = '${P}'`
const since = BigInt(Date.now() - 7 * 86_400_000) * 1_000_000n

mkdirSync(dataDir, { recursive: true })
const engine = await startEngine({ dataDir, log: quietLog, childPath: await bundleChild() })
const { socketPath } = engine
const store = await openStore({ socketPath })
try {
  await fill()
  await measure()
} finally {
  await store.close()
  await engine.close()
}

/** Sessions of five traces within a month, each with ten spans: calls of a model and of tools; some fail, some are of rare things. */
async function fill(): Promise<void> {
  const [known] = JSON.parse(await rawSql(socketPath, `SELECT count() FROM traces WHERE ${MINE} FORMAT JSONCompact`)).data as [[string]]
  if (Number(known[0]) > 0) return
  const first = BigInt(Date.now() - 31 * 86_400_000) * 1_000_000n
  const trace = (n: string) => `lower(hex(sipHash128(${n})))`
  const start = (n: string) => `toUInt64(${first} + (cityHash64(intDiv(${n}, 5)) % 2592000) * 1000000000 + (${n} % 5) * 60000000000)`
  const isBad = (n: string) => `cityHash64(${n}, 3) % 50 = 0`
  const model = (n: string) => `concat('model-', toString(cityHash64(${n}, 2) % 9))`
  await rawSql(
    socketPath,
    `INSERT INTO traces (project_id, trace_id, session_id, user_id, name, start_ns, end_ns, span_count, error_count, outcome, total_tokens,
      cost_nano_usd, models, requested_models, kinds, tools, environment, service, input, output, error_types, error_messages, version)
    SELECT '${P}', ${trace('number')}, toString(intDiv(number, 5)), concat('user-', toString(intDiv(number, 5) % 997)),
      concat('flow ', toString(number % 12)), ${start('number')} AS at, at + 1000000 * (50 + cityHash64(number, 1) % 9000), ${SPANS_PER_TRACE},
      ${isBad('number')}, if(${isBad('number')}, 'error', 'ok'), 1000, 2000000, [${model('number')}], [${model('number')}], ['llm', 'tool'],
      [concat('tool-', toString(number % 23))], if(number % 3 = 0, 'prod', 'test'), 'shop', repeat('in ', 40), repeat('out ', 40),
      if(${isBad('number')}, ['TimeoutError'], []), if(${isBad('number')}, ['it took too long'], []), 1
    FROM numbers(${spanCount / SPANS_PER_TRACE})`,
  )
  await rawSql(
    socketPath,
    `INSERT INTO sessions (project_id, session_id, trace_count, error_count, span_count, created_ns, last_trace_ns, last_activity_ns, total_tokens,
      cost_nano_usd, user_id, users, models, requested_models, tools, environment, environments, services, p50_ns, p95_ns, first_trace_id, last_trace_id, version)
    SELECT '${P}', session_id, count(), countIf(error_count > 0), sum(span_count), min(start_ns), max(start_ns), max(end_ns), sum(total_tokens),
      sum(cost_nano_usd), any(user_id), [any(user_id)], groupUniqArrayArray(models), groupUniqArrayArray(models), groupUniqArrayArray(tools),
      any(environment), groupUniqArray(environment), ['shop'], toUInt64(quantile(0.5)(end_ns - start_ns)),
      toUInt64(quantile(0.95)(end_ns - start_ns)), argMin(trace_id, start_ns), argMax(trace_id, start_ns), 1 FROM traces GROUP BY session_id`,
  )
  const n = `intDiv(number, ${SPANS_PER_TRACE})`
  const place = `number % ${SPANS_PER_TRACE}`
  await rawSql(
    socketPath,
    `INSERT INTO spans (project_id, trace_id, span_id, name, start_ns, end_ns, kind, outcome, error_type, error_message, request_model, tool_name,
      origin, attributes, metadata, search_text, received_at, rank)
    SELECT '${P}', ${trace(n)}, leftPad(lower(hex(number)), 16, '0'), if(${place} < 5, 'chat', 'execute_tool') AS name,
      ${start(n)} AS at, at + 1000000 * (cityHash64(number) % 3000), if(${place} < 5, 'llm', 'tool'),
      if(${place} = 7 AND ${isBad(n)}, 'error', 'ok') AS outcome, if(outcome = 'error', 'TimeoutError', ''),
      if(outcome = 'error', 'it took too long', ''), if(name = 'chat', ${model(n)}, ''), if(name = 'chat', '', concat('tool-', toString(${n} % 23))),
      'span', map('region', if(${n} % 1000 = 0, 'rare', 'eu'), 'n', toString(number)), map('plan', if(${n} % 1000 = 0, 'gold', 'free')),
      if(${n} % 10000 = 0, 'a quixotic refund', 'hello there'), toDateTime(intDiv(at, 1000000000)), 1
    FROM numbers(${spanCount}) SETTINGS max_partitions_per_insert_block = 1000`,
  )
}

/** A filter, and what it comes to in SQL when its author knows the tables. */
function cases(): readonly (readonly [text: string, where: string])[] {
  return [
    ['', '1'],
    ['errors:>0', 'error_count > 0'],
    ['status:error', 'error_count > 0'],
    ['user:user-7', `has(users, 'user-7')`],
    ['model:model-3', `has(models, 'model-3')`],
    ['model:MODEL-3*', `arrayExists(it -> it ILIKE 'model-3%', models)`],
    ['tool:tool-5 env:prod', `has(tools, 'tool-5') AND has(environments, 'prod')`],
    ['latency:>8s', 'p95_ns > 8000000000'],
    ['cost:>=0.01 tokens:1k..9k', 'cost_nano_usd >= 10000000 AND total_tokens BETWEEN 1000 AND 9000'],
    ['error:timeout', `session_id IN (SELECT session_id FROM traces FINAL WHERE ${MINE} AND has(error_types, 'TimeoutError'))`],
    [
      'any(trace errors:>0 latency:>5s)',
      `session_id IN (SELECT session_id FROM traces FINAL WHERE ${MINE} AND error_count > 0 AND end_ns - start_ns > 5000000000)`,
    ],
    [
      'any(span kind:tool status:error)',
      inTraces(`SELECT trace_id FROM facts FINAL WHERE ${MINE} AND kind = 'tool' AND outcome = 'error'`),
    ],
    [
      'all(span latency:<2900ms)',
      `session_id NOT IN (SELECT session_id FROM traces FINAL WHERE ${MINE} AND trace_id IN (SELECT trace_id FROM facts FINAL WHERE ${MINE} AND end_ns - start_ns >= 2900000000))`,
    ],
    ['metadata.plan:gold', inTraces(`SELECT trace_id FROM facts FINAL WHERE ${MINE} AND metadata['plan'] = 'gold'`)],
    ['attr.region:rare', inTraces(`SELECT trace_id FROM spans WHERE ${MINE} AND attributes['region'] = 'rare'`)],
    ['quixotic', inTraces(`SELECT trace_id FROM spans WHERE ${MINE} AND search_text LIKE '%quixotic%'`)],
  ]
}

function inTraces(traces: string): string {
  return `session_id IN (SELECT session_id FROM traces FINAL WHERE ${MINE} AND trace_id IN (${traces}))`
}

async function measure(): Promise<void> {
  console.log(
    `load ${loadavg()[0]!.toFixed(1)}, ${spanCount} spans, n = ${ROUNDS}\n\n| filter | list p50 / p95 ms | raw SQL p50 / p95 ms | ratio of p50 | ratio of p95 |`,
  )
  console.log('| --- | --- | --- | --- | --- |')
  for (const [text, where] of cases()) {
    const now = Date.now()
    const window = { fromUnixNano: since, toUnixNano: undefined }
    const filter = {
      projectId: P,
      conditions: conditionsOf(parseFilter(text, 'session', now)),
      window,
      asOfUnixNano: BigInt(now) * 1_000_000n,
    }
    const page = { sort: 'lastTraceAt', isDescending: true, after: undefined, limit: 50 } as const
    const sql = `SELECT * FROM sessions FINAL WHERE ${MINE} AND last_activity_ns >= ${since} AND ${where} ORDER BY last_trace_ns DESC, session_id LIMIT 50 FORMAT JSONCompact`
    const { list, raw } = await interleave(ROUNDS, {
      list: () => store.reads.findSessions(filter, page),
      raw: () => rawSql(socketPath, sql),
    })
    console.log(
      `| \`${text || 'none'}\` | ${inMs(list)} | ${inMs(raw)} | ${(list.p50 / raw.p50).toFixed(2)} | ${(list.p95 / raw.p95).toFixed(2)} |`,
    )
  }
}
