import { AppError } from '../../base/errors.ts'
import { RUNNING_NANO } from '../../model/status.ts'
import type { Condition, Filter, TimeWindow } from '../../model/filter.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { anyElementContains, columnContains, tracesAbout } from './text-condition.ts'
import { everAndNow } from './trace-conditions.ts'

/** WHERE of `sessions FINAL` for a filter. */
export function sessionsWhere(filter: Filter): Sql {
  const { projectId, only } = filter
  const among = only === undefined ? [] : [sql`session_id IN ${only}`]
  const conditions = filter.conditions.map((condition) => conditionSql(condition, filter))
  return joinSql([sql`project_id = ${projectId}`, ...among, ...windowSql(projectId, filter.window), ...conditions], ' AND ')
}

function conditionSql(condition: Condition, filter: Filter): Sql {
  const { isExcluded } = condition
  const holds = plainSql(condition, filter)
  return isExcluded ? sql`NOT ${holds}` : holds
}

// PLACEHOLDER: the other fields are being built.
function plainSql(condition: Condition, filter: Filter): Sql {
  if (condition.kind === 'text') return textSql(filter, condition.text)
  if (condition.kind === 'field') {
    const values = condition.anyOf.flatMap((match) => (match.kind === 'text' ? [match.text] : []))
    if (condition.field === 'session' || condition.field === 'id') return sql`session_id IN ${values}`
    if (condition.field === 'user') return sql`(user_id IN ${values} OR hasAny(users, ${listSql(values)}))`
    if (condition.field === 'status') return sql`${sessionStatusSql(filter.asOfUnixNano)} IN ${values}`
  }
  if (condition.kind === 'has' && condition.field === 'session') return rawSql('1')
  throw new AppError('bad_input', 'bad_filter', 'This field is not possible yet.', { field: 'q' })
}

/** ok, error, waiting or running. */
export function sessionStatusSql(asOfUnixNano: bigint): Sql {
  return sql`multiIf(waiting_since_ns > 0, 'waiting', unfinished_until_ns > ${asOfUnixNano - RUNNING_NANO}, 'running', error_count > 0, 'error', 'ok')`
}

function textSql({ projectId, only }: Filter, text: string): Sql {
  const among = only && sql`(SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${only})`
  const traces = sql`SELECT session_id FROM traces FINAL WHERE project_id = ${projectId} AND session_id != ''
    AND trace_id IN (${tracesAbout(projectId, text, among)})`
  const places = [
    columnContains('session_id', text),
    columnContains('user_id', text),
    anyElementContains('aliases', text),
    anyElementContains('users', text),
    sql`session_id IN (${traces})`,
  ]
  return sql`(${joinSql(places, ' OR ')})`
}

/**
 * A session is inside when any of its traces is. Its own row decides that, except when it began before the window and its
 * latest trace started after it: only then may the window lie in a gap, and the traces must be asked.
 */
function windowSql(projectId: string, { fromUnixNano, toUnixNano }: TimeWindow): Sql[] {
  const reaches = fromUnixNano === undefined ? [] : [sql`last_activity_ns >= ${fromUnixNano}`]
  const begins = toUnixNano === undefined ? [] : [sql`created_ns <= ${toUnixNano}`]
  if (fromUnixNano === undefined || toUnixNano === undefined) return [...reaches, ...begins]
  const spanning = sql`SELECT session_id FROM sessions WHERE project_id = ${projectId}
    AND created_ns < ${fromUnixNano} AND last_trace_ns > ${toUnixNano}`
  const condition = sql`start_ns <= ${toUnixNano} AND end_ns >= ${fromUnixNano} AND session_id IN (${spanning})`
  const inside = sql`SELECT session_id FROM traces FINAL WHERE project_id = ${projectId} AND ${everAndNow(projectId, condition)}`
  return [...reaches, ...begins, sql`(created_ns >= ${fromUnixNano} OR last_trace_ns <= ${toUnixNano} OR session_id IN (${inside}))`]
}

/** An array literal. */
export function listSql(values: readonly string[]): Sql {
  return sql`[${joinSql(
    values.map((value) => sql`${value}`),
    ', ',
  )}]`
}
