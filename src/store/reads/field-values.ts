import type { Filter } from '../../model/filter.ts'
import { rawSql } from '../sql.ts'
import type { List } from './count-filters.ts'
import { listOfTexts, oneText, type FieldSql, type TextSql } from './field-sql.ts'
import { sessionStatusSql, sessionWaitingSql, traceStatusSql, traceWaitingSql } from './status-sql.ts'

const number = (expression: string): FieldSql => ({ number: rawSql(expression) })
const one = (expression: string, how?: TextSql['how']) => oneText(rawSql(expression), how)
const list = (expression: string, how?: TextSql['how']) => listOfTexts(rawSql(expression), how)

/** What both tables hold under the same name. */
const OF_BOTH: Readonly<Record<string, FieldSql>> = {
  model: list('arrayConcat(models, requested_models)'),
  provider: list('providers'),
  tool: list('tools'),
  tag: list('tags'),
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
  id: one('session_id', 'exact'),
  session: one('session_id', 'exact'),
  user: list('arrayPushBack(users, user_id)', 'exact'),
  env: list('environments'),
  service: list('services'),
  traces: number('trace_count'),
  latency: number('p95_ns'),
  duration: number('toUInt64(last_activity_ns - created_ns)'),
  active: number('active_ns'),
  created: number('created_ns'),
  last: number('last_trace_ns'),
}

const OF_TRACES: Readonly<Record<string, FieldSql>> = {
  ...OF_BOTH,
  id: one('trace_id', 'exact'),
  trace: one('trace_id', 'exact'),
  session: one('session_id', 'exact'),
  user: one('user_id', 'exact'),
  env: one('environment'),
  service: one('service'),
  name: one('name'),
  kind: list('kinds', 'exact'),
  finish: list('finish_reasons'),
  error: list('arrayConcat(error_types, error_messages)', 'words'),
  input: one('input', 'words'),
  output: one('output', 'words'),
  latency: number('toUInt64(end_ns - start_ns)'),
  duration: number('toUInt64(end_ns - start_ns)'),
  ttft: number('ttft_ns'),
  created: number('start_ns'),
  last: number('end_ns'),
}

const TABLES: Readonly<Record<List, ReadonlyMap<string, FieldSql>>> = {
  sessions: new Map(Object.entries(OF_SESSIONS)),
  traces: new Map(Object.entries(OF_TRACES)),
}

/** Undefined for what no column of the list holds. */
export function fieldSql(of: List, field: string, filter: Filter): FieldSql | undefined {
  if (field === 'status') return oneText(of === 'sessions' ? sessionStatusSql(filter.asOfUnixNano) : traceStatusSql(filter), 'exact')
  if (field === 'waiting') {
    return { number: of === 'sessions' ? sessionWaitingSql(filter) : traceWaitingSql(filter) }
  }
  return TABLES[of].get(field)
}
