import { AppError } from '../../base/errors.ts'
import { RUNNING_NANO } from '../../model/status.ts'
import type { Condition, Filter, TimeWindow } from '../../model/filter.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { columnContains, anyElementContains, tracesAbout } from './text-condition.ts'

/** WHERE of `traces FINAL` for a filter. */
export function tracesWhere(filter: Filter): Sql {
  const conditions = filter.conditions.map((condition) => conditionSql(condition, filter))
  const among = filter.only === undefined ? [] : [sql`trace_id IN ${filter.only}`]
  // Of a shared trace a session has its part; everybody else sees the whole.
  const whole = filter.conditions.some((condition) => condition.kind === 'field' && condition.field === 'session' && !condition.isExcluded)
    ? []
    : [rawSql(`part = ''`)]
  return joinSql([sql`project_id = ${filter.projectId}`, ...among, ...whole, ...windowSql(filter.window), ...conditions], ' AND ')
}

/** True for an interrupted trace that no later trace of its session, of a shared one any of its sessions, has answered. */
function isWaitingSql(projectId: string): Sql {
  return sql`(outcome = 'interrupted' AND ((session_id = '' AND part_count = 0) OR (session_id, trace_id) IN (
    SELECT arrayJoin([session_id, '']), arrayJoin(unanswered_trace_ids) FROM sessions FINAL
    WHERE project_id = ${projectId} AND notEmpty(unanswered_trace_ids))))`
}

function conditionSql(condition: Condition, filter: Filter): Sql {
  const { isExcluded } = condition
  if (condition.kind === 'has' && condition.field === 'session') {
    return isExcluded
      ? everAndNow(filter.projectId, rawSql(`session_id = '' AND part_count = 0 AND part = ''`))
      : rawSql(`(session_id != '' OR part_count > 0)`)
  }
  const holds = plainSql(condition, filter)
  return isExcluded ? sql`NOT ${holds}` : holds
}

// PLACEHOLDER: the other fields are being built.
function plainSql(condition: Condition, filter: Filter): Sql {
  if (condition.kind === 'text') return textSql(filter, condition.text)
  if (condition.kind === 'field') {
    const values = condition.anyOf.flatMap((match) => (match.kind === 'text' ? [match.text] : []))
    if (condition.field === 'session') return everAndNow(filter.projectId, sql`session_id IN ${values}`)
    if (condition.field === 'user') return sql`user_id IN ${values}`
    if (condition.field === 'status') return sql`${traceStatusSql(filter)} IN ${values}`
  }
  throw new AppError('bad_input', 'bad_filter', 'This field is not possible yet.', { field: 'q' })
}

/**
 * The newest version of a trace meets the condition. Asked in two steps: some version does, which the index answers, and then
 * only those traces are merged.
 */
export function everAndNow(projectId: string, condition: Sql): Sql {
  return sql`(trace_id IN (SELECT trace_id FROM traces WHERE project_id = ${projectId} AND ${condition}) AND ${condition})`
}

/** ok, error, waiting or running. */
export function traceStatusSql({ projectId, asOfUnixNano }: Filter): Sql {
  return sql`multiIf(${isWaitingSql(projectId)}, 'waiting', is_unfinished = 1 AND end_ns > ${asOfUnixNano - RUNNING_NANO}, 'running',
    error_count > 0, 'error', 'ok')`
}

function textSql({ projectId, only }: Filter, text: string): Sql {
  const places = [
    columnContains('session_id', text),
    columnContains('user_id', text),
    anyElementContains('aliases', text),
    sql`trace_id IN (${tracesAbout(projectId, text, only && sql`${only}`)})`,
  ]
  return sql`(${joinSql(places, ' OR ')})`
}

function windowSql({ fromUnixNano, toUnixNano }: TimeWindow): Sql[] {
  return [
    ...(fromUnixNano === undefined ? [] : [sql`end_ns >= ${fromUnixNano}`]),
    ...(toUnixNano === undefined ? [] : [sql`start_ns <= ${toUnixNano}`]),
  ]
}
