import type { Condition, Filter, TimeWindow } from '../../model/filter.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { conditionsSql, type ConditionScope } from './condition.ts'
import { fieldSql } from './field-values.ts'
import { insideSql, spansOfEach } from './inside-condition.ts'
import { isSession } from './session-id-condition.ts'
import { anyElementContains, columnContains, tracesAbout } from './text-condition.ts'
import { everAndNow, tracesOfSessionsWhere } from './trace-conditions.ts'

/** WHERE of `sessions FINAL` for a filter. */
export function sessionsWhere(filter: Filter): Sql {
  const { projectId, only } = filter
  const among = only === undefined ? [] : [sql`session_id IN ${only}`]
  const conditions = conditionsSql(filter.conditions, sessionScope(filter))
  return joinSql([sql`project_id = ${projectId}`, ...among, ...windowSql(projectId, filter.window), ...conditions], ' AND ')
}

/** The conditions of a filter one by one, on rows of `sessions FINAL`. */
export function eachSessionCondition(filter: Filter): Sql[] {
  return conditionsSql(filter.conditions, sessionScope(filter))
}

function sessionScope(filter: Filter): ConditionScope {
  return {
    fieldSql: ({ field }) => fieldSql('sessions', field, filter),
    special(condition) {
      if (condition.field === 'session') return condition.kind === 'has' ? rawSql('1') : isSession(condition.anyOf)
      // What only its traces and spans say.
      const isInside = condition.field === 'attr' || condition.field === 'metadata' || condition.field === 'error'
      return isInside ? sql`session_id IN (${sessionsWith(filter, [{ ...condition, isExcluded: false }])})` : undefined
    },
    saidSql: (text) => saidSql(filter, text),
    insideSql: (condition) => (condition.of === 'trace' ? tracesInside(filter, condition) : spansInside(filter, condition)),
  }
}

type Inside = Extract<Condition, { kind: 'inside' }>

/** Sessions, once for each of their traces that meets all of these. */
function sessionsWith(filter: Filter, conditions: readonly Condition[], isNegated = false): Sql {
  const meeting = tracesOfSessionsWhere(filter, conditions)
  const condition = isNegated ? sql`${tracesOfSessionsWhere(filter, [])} AND NOT (${meeting})` : meeting
  return sql`SELECT session_id FROM traces FINAL WHERE ${condition}`
}

function tracesInside(filter: Filter, inside: Inside): Sql {
  return insideSql(inside, { of: rawSql('session_id'), meeting: (isNegated) => sessionsWith(filter, inside.conditions, isNegated) })
}

/** All spans of a session are such when all of each of its traces are. */
function spansInside(filter: Filter, inside: Inside): Sql {
  const own = { ...inside, isExcluded: false }
  if (inside.quantifier === 'any') return sql`session_id IN (${sessionsWith(filter, [own])})`
  if (inside.quantifier === 'all') return sql`session_id NOT IN (${sessionsWith(filter, [own], true)})`
  const traces = sql`SELECT session_id, trace_id, part FROM traces FINAL WHERE ${tracesOfSessionsWhere(filter, [])}`
  const spans = spansOfEach(filter, inside.conditions)
  return insideSql(inside, {
    of: rawSql('session_id'),
    meeting: () => sql`SELECT session_id FROM (${traces}) AS traces INNER JOIN (${spans}) AS spans USING (trace_id, part)`,
  })
}

function saidSql({ projectId, only }: Filter, text: string): Sql {
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
