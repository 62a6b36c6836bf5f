import type { Condition, Filter, Match, TimeWindow } from '../../model/filter.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { conditionsSql, type ConditionScope } from './condition.ts'
import { fieldSql } from './field-values.ts'
import { spansInside } from './inside-condition.ts'
import { isInSession } from './session-id-condition.ts'
import { anyElementContains, columnContains, tracesAbout } from './text-condition.ts'

/** WHERE of `traces FINAL` for a filter. */
export function tracesWhere(filter: Filter): Sql {
  const { projectId, conditions, only } = filter
  const isWhole = !conditions.some(namesSession)
  const among = only === undefined ? [] : [sql`trace_id IN ${only}`]
  return joinSql(
    [
      sql`project_id = ${projectId}`,
      ...among,
      rowsFor(conditions),
      ...windowSql(filter.window),
      ...conditionsSql(conditions, traceScope(filter, isWhole)),
    ],
    ' AND ',
  )
}

/** The same, of shared traces the part of each session: rows that name one. */
export function tracesByPartWhere(filter: Filter): Sql {
  return joinSql([tracesOfSessionsWhere(filter, filter.conditions), ...windowSql(filter.window)], ' AND ')
}

/** Of a shared trace a session has its part; everybody else sees the whole. */
export function rowsFor(conditions: readonly Condition[]): Sql {
  return rawSql(conditions.some(namesSession) ? 'part_count = 0' : `part = ''`)
}

/** The conditions of a filter one by one, on rows of `traces FINAL`, whole traces and parts. */
export function eachTraceCondition(filter: Filter): Sql[] {
  return conditionsSql(filter.conditions, traceScope(filter, !filter.conditions.some(namesSession)))
}

/** Traces and parts in the window of a filter, whatever its conditions. */
export function tracesInWindow({ projectId, window }: Filter): Sql {
  return joinSql([sql`project_id = ${projectId}`, ...windowSql(window)], ' AND ')
}

/** Conditions on the traces of sessions, parts among them: rows of `traces FINAL` that name a session. */
export function tracesOfSessionsWhere(filter: Filter, conditions: readonly Condition[]): Sql {
  const rows = sql`project_id = ${filter.projectId} AND session_id != ''`
  return joinSql([rows, ...conditionsSql(conditions, traceScope(filter, false))], ' AND ')
}

export function namesSession(condition: Condition): boolean {
  return condition.kind === 'field' && condition.field === 'session' && !condition.isExcluded
}

function traceScope(filter: Filter, isWhole: boolean): ConditionScope {
  const { projectId } = filter
  return {
    fieldSql: ({ field }) => fieldSql('traces', field, filter),
    special(condition) {
      if (condition.field === 'session')
        return condition.kind === 'has' ? hasSession(condition, projectId) : isOf(projectId, condition.anyOf)
      if (condition.field !== 'attr' && condition.field !== 'metadata') return undefined
      return spansInside(filter, { quantifier: 'any', conditions: [{ ...condition, isExcluded: false }] }, isWhole)
    },
    saidSql: (text) => saidSql(filter, text),
    insideSql: (condition) => spansInside(filter, condition, isWhole),
  }
}

function hasSession({ isExcluded }: Condition, projectId: string): Sql {
  // Asked from the other side, so that the index answers where nearly all have one.
  if (isExcluded) return sql`(NOT ${everAndNow(projectId, rawSql(`session_id = '' AND part_count = 0 AND part = ''`))})`
  return rawSql(`(session_id != '' OR part_count > 0)`)
}

/** A shared trace is in each of the sessions that share it. */
function isOf(projectId: string, anyOf: readonly Match[]): Sql {
  const named = isInSession(projectId, anyOf)
  return sql`(${everAndNow(projectId, named)} OR (part_count > 0 AND trace_id IN (
    SELECT trace_id FROM traces FINAL WHERE project_id = ${projectId} AND part != '' AND ${named})))`
}

/**
 * The newest version of a trace meets the condition. Asked in two steps: some version does, which the index answers, and then
 * only those traces are merged.
 */
export function everAndNow(projectId: string, condition: Sql): Sql {
  return sql`(trace_id IN (SELECT trace_id FROM traces WHERE project_id = ${projectId} AND ${condition}) AND ${condition})`
}

function saidSql({ projectId, only }: Filter, text: string): Sql {
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
