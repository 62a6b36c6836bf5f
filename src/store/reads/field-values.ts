import type { Filter } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import type { List } from './count-filters.ts'
import { sessionStatusSql } from './session-conditions.ts'
import { traceStatusSql } from './trace-conditions.ts'

/** What a field holds in one row: an array of texts, some of them empty, or a number that may be NULL. */
export type FieldSql = { readonly texts: Sql; readonly number?: undefined } | { readonly number: Sql; readonly texts?: undefined }

const texts = (expression: string) => ({ texts: rawSql(expression) })
const number = (expression: string) => ({ number: rawSql(expression) })

/** Enough of a long text to find it by. */
const FIRST_WORDS = `text -> substringUTF8(trim(splitByChar('\\n', text)[1]), 1, 200)`

/** What both tables hold under the same name. */
const OF_BOTH: Readonly<Record<string, FieldSql>> = {
  model: texts('arrayConcat(models, requested_models)'),
  provider: texts('providers'),
  tool: texts('tools'),
  tag: texts('tags'),
  spans: number('span_count'),
  errors: number('error_count'),
  prompt: number('prompt_tokens'),
  completion: number('completion_tokens'),
  tokens: number('total_tokens'),
  cached: number('cached_prompt_tokens'),
  reasoning: number('reasoning_tokens'),
  cost: number('cost_nano_usd'),
}

const OF_SESSIONS: Readonly<Record<string, FieldSql>> = {
  ...OF_BOTH,
  id: texts('[session_id]'),
  session: texts('[session_id]'),
  user: texts('arrayPushBack(users, user_id)'),
  env: texts('environments'),
  service: texts('services'),
  traces: number('trace_count'),
  latency: number('nullIf(p95_ns, 0)'),
  duration: number('toUInt64(last_activity_ns - created_ns)'),
  active: number('active_ns'),
  created: number('created_ns'),
  last: number('last_trace_ns'),
}

const OF_TRACES: Readonly<Record<string, FieldSql>> = {
  ...OF_BOTH,
  id: texts('[trace_id]'),
  trace: texts('[trace_id]'),
  session: texts('[session_id]'),
  user: texts('[user_id]'),
  env: texts('[environment]'),
  service: texts('[service]'),
  name: texts('[name]'),
  kind: texts('kinds'),
  finish: texts('finish_reasons'),
  error: texts(`arrayMap(${FIRST_WORDS}, arrayConcat(error_types, error_messages))`),
  input: texts(`arrayMap(${FIRST_WORDS}, [input])`),
  output: texts(`arrayMap(${FIRST_WORDS}, [output])`),
  latency: number('toUInt64(end_ns - start_ns)'),
  duration: number('toUInt64(end_ns - start_ns)'),
  ttft: number('ttft_ns'),
  created: number('start_ns'),
  last: number('end_ns'),
}

/** Undefined for what no column of the list holds. */
export function fieldSql(list: List, field: string, filter: Filter): FieldSql | undefined {
  if (field === 'status') return { texts: sql`[${list === 'sessions' ? sessionStatusSql(filter.asOfUnixNano) : traceStatusSql(filter)}]` }
  if (field === 'waiting' && list === 'sessions') {
    return {
      number: sql`if(waiting_since_ns = 0 OR waiting_since_ns > ${filter.asOfUnixNano}, NULL, ${filter.asOfUnixNano} - waiting_since_ns)`,
    }
  }
  return new Map(Object.entries(list === 'sessions' ? OF_SESSIONS : OF_TRACES)).get(field)
}
