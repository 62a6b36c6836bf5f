import type { Condition, Filter, NumberRange } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { rangeSql } from './condition.ts'
import { spansWhere, type Whose } from './span-conditions.ts'

type Inside = Pick<Extract<Condition, { kind: 'inside' }>, 'quantifier' | 'conditions' | 'count'>
type Keys = {
  /** What is asked: columns of the row that name it. */
  readonly of: Sql
  /** Selects the same columns, one row for each thing inside that meets all, or that does not. */
  meeting(negated: boolean): Sql
}

/** Any, all or so many of what is inside meet the conditions. Of nothing, all do. */
export function insideSql({ quantifier, count }: Inside, { of, meeting }: Keys): Sql {
  if (quantifier === 'any') return sql`${of} IN (${meeting(false)})`
  if (quantifier === 'all') return sql`${of} NOT IN (${meeting(true)})`
  const counted = (negated: boolean) => {
    const holds = rangeSql(rawSql('count()'), count ?? ANY)
    return sql`${meeting(false)} GROUP BY ALL HAVING ${negated ? sql`NOT ${holds}` : holds}`
  }
  return includes(count ?? ANY, 0n) ? sql`${of} NOT IN (${counted(true)})` : sql`${of} IN (${counted(false)})`
}

/** Of a row of `traces`: about its spans. `isWhole`: the rows are whole traces, none of them a part. */
export function spansInside(filter: Filter, inside: Inside, isWhole: boolean): Sql {
  const { projectId } = filter
  const { conditions } = inside
  const wholes = insideSql(inside, {
    of: rawSql('trace_id'),
    meeting: (negated) => sql`SELECT trace_id FROM facts FINAL WHERE ${spansMeeting(filter, conditions, 'wholes', negated)}`,
  })
  if (isWhole) return wholes
  const parts = insideSql(inside, {
    of: rawSql('(trace_id, part)'),
    meeting: (negated) =>
      sql`SELECT trace_id, part FROM (${spansOfParts(projectId)}) WHERE ${spansMeeting(filter, conditions, 'parts', negated)}`,
  })
  return sql`if(part = '', ${wholes}, ${parts})`
}

/** The keys of the traces and parts, once for each of their spans that meets all of these. */
export function spansOfEach(filter: Filter, conditions: readonly Condition[]): Sql {
  return sql`SELECT trace_id, '' AS part FROM facts FINAL WHERE ${spansWhere(filter, conditions, 'wholes')}
    UNION ALL SELECT trace_id, part FROM (${spansOfParts(filter.projectId)}) WHERE ${spansWhere(filter, conditions, 'parts')}`
}

/** Spans of shared traces, each as often as sessions have it. */
function spansOfParts(projectId: string): Sql {
  const parts = sql`SELECT trace_id, part, arrayJoin(span_ids) AS span_id FROM traces FINAL WHERE project_id = ${projectId} AND part != ''`
  return sql`SELECT * FROM (SELECT * FROM facts FINAL WHERE project_id = ${projectId} AND trace_id IN (
    SELECT trace_id FROM traces WHERE project_id = ${projectId} AND part != '')) AS spans INNER JOIN (${parts}) AS parts USING (trace_id, span_id)`
}

function spansMeeting(filter: Filter, conditions: readonly Condition[], whose: Whose, negated: boolean): Sql {
  if (!negated) return spansWhere(filter, conditions, whose)
  return sql`${spansWhere(filter, [], whose)} AND NOT (${spansWhere(filter, conditions, whose)})`
}

const ANY: NumberRange = { from: undefined, to: undefined }

function includes({ from, to }: NumberRange, value: bigint): boolean {
  const isAbove = from === undefined || (from.isIncluded ? value >= from.value : value > from.value)
  const isBelow = to === undefined || (to.isIncluded ? value <= to.value : value < to.value)
  return isAbove && isBelow
}
