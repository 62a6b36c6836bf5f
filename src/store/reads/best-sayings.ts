import type { SpanKind } from '../../model/outcome.ts'
import type { Connection } from '../connect.ts'
import { joinSql, rawSql, sql, type Sql } from '../sql.ts'
import { IS_TURN } from './find-sayings.ts'
import { anyContained, anySaid, foldSought } from './text-condition.ts'

/** The span of a turn that says it best: in its own exchange, a model call before an agent before a tool. */
export type BestSaying = {
  readonly traceId: string
  readonly sessionId: string
  readonly spanId: string
  readonly name: string
  readonly kind: SpanKind
  readonly startUnixNano: bigint
  /** Spans of the turn that say it; where none says it anew, all in which it stands. */
  readonly spanCount: number
  /** Index of the turn in its session; 0 where it has none. */
  readonly turn: number
  /** What stands around the first place, by `foldCase`. */
  readonly around: string
}

type BestRow = {
  readonly trace_id: string
  readonly session_id: string
  readonly span_id: string
  readonly span_name: string
  readonly span_kind: SpanKind
  readonly span_start: string
  readonly new_count: string
  readonly span_count: string
  readonly around: string
  readonly turn: string
}

const AROUND = 200

/** These turns, or of each session its best turn, of equals the latest. */
export type SayingPlaces = { readonly traceIds: readonly string[] } | { readonly sessionIds: readonly string[] }

/** In any order. */
export async function bestSayings(
  connection: Connection,
  projectId: string,
  texts: readonly string[],
  among: SayingPlaces,
): Promise<BestSaying[]> {
  const isBySession = 'sessionIds' in among
  const ever = isBySession
    ? sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${among.sessionIds}`
    : sql`${among.traceIds}`
  const inside = isBySession ? sql`session_id IN ${among.sessionIds}` : rawSql('1')
  const spans = sql`SELECT trace_id, span_id, toString(name) AS span_name, toString(kind) AS span_kind, start_ns AS span_start,
      ${anySaid(texts)} AS is_new, multiIf(span_kind = 'llm', 0, span_kind = 'agent', 1, span_kind IN ('tool', 'retriever'), 2, 3) AS weight,
      ${aroundSql(texts)} AS around
    FROM spans WHERE project_id = ${projectId} AND trace_id IN (${ever}) AND ${anyContained(texts)}`
  const bestOfTrace = sql`SELECT trace_id, max(is_new) AS any_new, min(weight + 10 * (1 - is_new)) AS best_weight,
      uniqExactIf(span_id, is_new = 1) AS new_count, uniqExact(span_id) AS span_count,
      argMin((span_id, span_name, span_kind, span_start, around), (1 - is_new, weight, span_start, span_id)) AS best
    FROM (${spans}) GROUP BY trace_id`
  const turns = sql`SELECT trace_id, session_id, start_ns FROM traces FINAL
    WHERE project_id = ${projectId} AND trace_id IN (${ever}) AND ${inside} AND ${IS_TURN}`
  const one = rawSql(isBySession ? 'ORDER BY best_weight, start_ns DESC LIMIT 1 BY session_id' : '')
  const found = await connection.rows<BestRow>(
    sql`SELECT trace_id, session_id, best.1 AS span_id, best.2 AS span_name, best.3 AS span_kind, best.4 AS span_start, best.5 AS around,
        new_count, span_count FROM (${bestOfTrace}) AS said INNER JOIN (${turns}) AS turns USING trace_id ${one}`,
  )
  const places = await turnIndexes(connection, projectId, found)
  return found.map((row) => ({
    traceId: row.trace_id,
    sessionId: row.session_id,
    spanId: row.span_id,
    name: row.span_name,
    kind: row.span_kind,
    startUnixNano: BigInt(row.span_start),
    spanCount: Number(row.new_count) || Number(row.span_count),
    turn: places.get(`${row.trace_id} ${row.session_id}`) ?? 0,
    around: row.around,
  }))
}

/** Where each turn stands in its session. */
async function turnIndexes(connection: Connection, projectId: string, turns: readonly Pick<BestRow, 'trace_id' | 'session_id'>[]) {
  const sessionIds = [...new Set(turns.map((turn) => turn.session_id))].filter((id) => id !== '')
  if (sessionIds.length === 0) return new Map<string, number>()
  const ever = sql`SELECT trace_id FROM traces WHERE project_id = ${projectId} AND session_id IN ${sessionIds}`
  const rows = await connection.rows<{ trace_id: string; session_id: string; turn: string }>(
    sql`SELECT trace_id, session_id, turn FROM (
        SELECT trace_id, session_id, row_number() OVER (PARTITION BY session_id ORDER BY start_ns, trace_id) - 1 AS turn FROM traces FINAL
        WHERE project_id = ${projectId} AND trace_id IN (${ever}) AND session_id IN ${sessionIds}
      ) WHERE trace_id IN ${turns.map((turn) => turn.trace_id)}`,
  )
  return new Map(rows.map((row) => [`${row.trace_id} ${row.session_id}`, Number(row.turn)]))
}

/** Where any of the texts stands first, best in the exchange itself. */
function aroundSql(texts: readonly string[]): Sql {
  const places = texts.map((text) => sql`positionUTF8(search_text, ${foldSought(text)})`)
  const first = sql`arrayMin(arrayFilter(at -> at > 0, [${joinSql(places, ', ')}]))`
  return sql`substringUTF8(search_text, greatest(1, toInt64(${first}) - ${AROUND}), ${3 * AROUND})`
}
