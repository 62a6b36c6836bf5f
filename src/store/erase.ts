import type { Connection } from './connect.ts'
import { rawSql, sql, type Sql } from './sql.ts'

/** Spans of a trace that other sessions share. */
export type ErasedPart = { readonly traceId: string; readonly spanIds: readonly string[] }

/** A deletion as it was asked for: these traces and parts of traces, after which these sessions are folded anew; or the whole project. */
export type Erasure = {
  readonly id: string
  readonly projectId: string
  readonly traceIds: readonly string[] | 'all'
  readonly parts: readonly ErasedPart[]
  readonly sessionIds: readonly string[]
}

/** Physical deletion, so that what is sent again later is new again. Callers hold back every other write meanwhile. */
export type Erase = {
  traces(projectId: string, traceIds: readonly string[]): Promise<void>
  /** Its spans, and every row of its trace: what is left must be folded anew. */
  part(projectId: string, part: ErasedPart): Promise<void>
  /** Rows of those of these sessions that were folded to nothing. */
  emptySessions(projectId: string, sessionIds: readonly string[]): Promise<void>
  /** Everything received for the project; not the project itself. */
  project(projectId: string): Promise<void>
  /** Remembers a deletion until it is finished, over crashes. */
  begin(erasure: Erasure): Promise<void>
  /** `isShared`: without those of the last minutes, at which another server may be. */
  pending(isShared: boolean): Promise<readonly Erasure[]>
  /** Of these traces, rows that this server has written and that no span accounts for: it did not know that they had been deleted. */
  leftRows(projectId: string, traceIds: readonly string[] | 'all'): Promise<void>
  finish(erasure: Erasure): Promise<void>
}

const IDS_PER_STATEMENT = 1_000
/** A server that takes longer for a deletion is taken to be gone. */
const PENDING_MINUTES = 10

type ErasureRow = {
  id: string
  project_id: string
  trace_ids: string[]
  session_ids: string[]
  parts: { trace_id: string; span_ids: string[] }[]
}

export function createErase(connection: Connection, writer: string): Erase {
  const eraseWhere = async (tables: readonly string[], condition: Sql) => {
    for (const table of tables) await connection.run(`DELETE FROM ${table} WHERE ${condition.text}`)
  }
  const insert = ({ id, projectId, traceIds, parts, sessionIds }: Erasure, rest: object) => {
    const row = {
      id,
      project_id: projectId,
      trace_ids: traceIds === 'all' ? [] : traceIds,
      session_ids: sessionIds,
      parts: parts.map((part) => ({ trace_id: part.traceId, span_ids: part.spanIds })),
      ...rest,
    }
    return connection.insertLines('erasures', [`${JSON.stringify(row)}\n`])
  }
  return {
    // Raw data goes first: a deletion that stops half way leaves the trace in the lists.
    traces: (projectId, traceIds) =>
      eraseWhere(['spans', 'logs', 'facts', 'traces'], sql`project_id = ${projectId} AND trace_id IN ${traceIds}`),
    async part(projectId, { traceId, spanIds }) {
      const trace = sql`project_id = ${projectId} AND trace_id = ${traceId}`
      await eraseWhere(['spans', 'logs', 'facts'], sql`${trace} AND span_id IN ${spanIds}`)
      await eraseWhere(['traces'], trace)
    },
    async emptySessions(projectId, sessionIds) {
      const named = sql`project_id = ${projectId} AND session_id IN ${sessionIds}`
      const live = await connection.rows<{ id: string }>(sql`SELECT session_id AS id FROM sessions FINAL WHERE ${named}`)
      const empty = sessionIds.filter((sessionId) => !live.some(({ id }) => id === sessionId))
      if (empty.length > 0) await eraseWhere(['sessions'], sql`project_id = ${projectId} AND session_id IN ${empty}`)
    },
    project: (projectId) => eraseWhere(['spans', 'logs', 'facts', 'traces', 'sessions'], sql`project_id = ${projectId}`),
    begin: (erasure) => insert(erasure, { version: 1, writer }),
    async leftRows(projectId, traceIds) {
      const named = traceIds === 'all' ? rawSql('1') : sql`trace_id IN ${traceIds}`
      const mine = sql`project_id = ${projectId} AND ${named} AND writer = ${writer}`
      const left = await connection.rows<{ id: string }>(sql`SELECT DISTINCT trace_id AS id FROM traces WHERE ${mine}
        AND trace_id NOT IN (SELECT trace_id FROM facts WHERE project_id = ${projectId} AND ${named})`)
      for (let start = 0; start < left.length; start += IDS_PER_STATEMENT) {
        const ids = left.slice(start, start + IDS_PER_STATEMENT).map(({ id }) => id)
        await eraseWhere(['traces'], sql`${mine} AND trace_id IN ${ids}`)
      }
    },
    async pending(isShared) {
      const begun = isShared ? sql`written_at < now64(3) - INTERVAL ${PENDING_MINUTES} MINUTE` : rawSql('1')
      const rows = await connection.rows<ErasureRow>(
        sql`SELECT id, project_id, trace_ids, session_ids, parts FROM erasures FINAL WHERE ${begun}`,
      )
      return rows.map((row) => ({
        id: row.id,
        projectId: row.project_id,
        traceIds: row.trace_ids.length === 0 && row.parts.length === 0 ? 'all' : row.trace_ids,
        parts: row.parts.map((part) => ({ traceId: part.trace_id, spanIds: part.span_ids })),
        sessionIds: row.session_ids,
      }))
    },
    // It says once more what was deleted: other servers learn of it from this row.
    finish: (erasure) => insert(erasure, { version: 2, is_deleted: 1, writer }),
  }
}
