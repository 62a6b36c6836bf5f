import type { Filter } from '../../model/filter.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { sessionsWhere } from './session-conditions.ts'
import { anyContained, anySaid } from './text-condition.ts'

/** Any of these texts; `filter` narrows the sessions, its window the turns. */
export type SoughtTexts = { readonly texts: readonly string[]; readonly filter: Filter }

/** A trace in which it stands, as a turn of its session; `sessionId` is empty where it has none. */
export type SayingTurn = {
  readonly traceId: string
  readonly sessionId: string
  readonly startUnixNano: bigint
  /** Not only in what was said in exchanges before. */
  readonly isNew: boolean
}

/** Behind the turn that an earlier page ended with. */
export type TurnPosition = Pick<SayingTurn, 'traceId' | 'sessionId' | 'startUnixNano'>

/** `most`: so many traces are looked at. */
export type SayingPage = { readonly after: TurnPosition | undefined; readonly most: number }

const HOUR_NANO = 3_600_000_000_000n
const HOUR = sql`intDiv(start_ns, ${HOUR_NANO})`
/** A shared trace has a part for each of its sessions. */
export const IS_TURN = rawSql(`(part != '' OR part_count = 0)`)

/**
 * Turns in which any of the texts stands, the latest first, found among the spans of the latest hours.
 * `isWhole`: there are no earlier ones.
 */
export async function findSayings(
  connection: Connection,
  { texts, filter }: SoughtTexts,
  { after, most }: SayingPage,
  signal?: AbortSignal,
): Promise<{ readonly turns: readonly SayingTurn[]; readonly isWhole: boolean }> {
  const { projectId } = filter
  const isNarrowed = filter.conditions.length > 1
  const sessions = sql`SELECT session_id FROM sessions FINAL WHERE ${sessionsWhere(filter)}`
  const narrowed = isNarrowed
    ? [sql`trace_id IN (SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN (${sessions}))`]
    : []
  const place = joinSql([sql`project_id = ${projectId}`, ...hoursSql(filter, after), ...narrowed], ' AND ')
  const rows = await connection.rows<{ trace_id: string; hour: string; is_new: number }>(
    sql`SELECT trace_id, ${HOUR} AS hour, ${anySaid(texts)} AS is_new FROM spans WHERE ${place} AND ${anyContained(texts)}
      ORDER BY ${HOUR} DESC LIMIT 1 BY trace_id, is_new LIMIT ${most}`,
    { signal, settings: { optimize_read_in_order: 1 } },
  )
  const isWhole = rows.length < most
  const isNew = new Map<string, boolean>()
  for (const row of rows) isNew.set(row.trace_id, row.is_new === 1 || isNew.get(row.trace_id) === true)
  if (isNew.size === 0) return { turns: [], isWhole }
  // Of the earliest hour not all may have been seen.
  const seen = isWhole ? [] : [sql`${HOUR} > ${BigInt(rows.at(-1)!.hour)}`]
  const conditions = [...seen, ...turnsSql(filter, after), ...(isNarrowed ? [sql`session_id IN (${sessions})`] : [])]
  const turns = await connection.rows<{ trace_id: string; session_id: string; start_ns: string }>(
    sql`SELECT trace_id, session_id, start_ns FROM traces FINAL
      WHERE project_id = ${projectId} AND trace_id IN ${[...isNew.keys()]} AND ${joinSql([IS_TURN, ...conditions], ' AND ')}
      ORDER BY start_ns DESC, trace_id DESC, session_id DESC`,
  )
  return {
    turns: turns.map((row) => ({
      traceId: row.trace_id,
      sessionId: row.session_id,
      startUnixNano: BigInt(row.start_ns),
      isNew: isNew.get(row.trace_id) === true,
    })),
    isWhole,
  }
}

/** Of sessions: the first turn in which any of the texts stands, and whether any turn says it anew. */
export async function carriersOf(connection: Connection, projectId: string, sessionIds: readonly string[], texts: readonly string[]) {
  const ever = sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`
  const spans = sql`SELECT trace_id, max(${anySaid(texts)}) AS is_new FROM spans
    WHERE project_id = ${projectId} AND trace_id IN (${ever}) AND ${anyContained(texts)} GROUP BY trace_id`
  const turns = sql`SELECT trace_id, session_id, start_ns FROM traces FINAL
    WHERE project_id = ${projectId} AND trace_id IN (${ever}) AND session_id IN ${sessionIds} AND ${IS_TURN}`
  const rows = await connection.rows<{ session_id: string; first_id: string; any_new: number }>(
    sql`SELECT session_id, argMin(trace_id, (start_ns, trace_id)) AS first_id, max(is_new) AS any_new
      FROM (${spans}) AS said INNER JOIN (${turns}) AS turns USING trace_id GROUP BY session_id`,
  )
  return new Map(rows.map((row) => [row.session_id, { firstTraceId: row.first_id, isNew: row.any_new === 1 }]))
}

/** The hours in which spans of the turns can lie. */
function hoursSql(filter: Filter, after: TurnPosition | undefined): Sql[] {
  const conditions = turnsSql(filter, after)
  if (conditions.length === 0) return []
  const among = sql`FROM traces WHERE ${joinSql([sql`project_id = ${filter.projectId}`, ...conditions], ' AND ')}`
  return [sql`${HOUR} BETWEEN (SELECT min(${HOUR}) ${among}) AND (SELECT max(intDiv(end_ns, ${HOUR_NANO})) ${among})`]
}

function turnsSql({ window: { fromUnixNano, toUnixNano } }: Filter, after: TurnPosition | undefined): Sql[] {
  return [
    ...(fromUnixNano === undefined ? [] : [sql`end_ns >= ${fromUnixNano}`]),
    ...(toUnixNano === undefined ? [] : [sql`start_ns <= ${toUnixNano}`]),
    ...(after === undefined
      ? []
      : [sql`(start_ns, trace_id, session_id) < (${after.startUnixNano}, ${after.traceId}, ${after.sessionId})`]),
  ]
}
