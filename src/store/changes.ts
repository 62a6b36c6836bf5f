import type { Connection } from './connect.ts'
import { joinSql, rawSql, sql } from './sql.ts'

/** A row that was written: of a trace (`part` as in Trace), of a session, or that a deletion is done. */
export type Change = {
  readonly projectId: string
  readonly version: bigint
  /** By the store's clock. */
  readonly writtenAtMs: number
} & (
  | { readonly of: 'trace'; readonly traceId: string; readonly part: string; readonly sessionId: string; readonly isSent: boolean }
  | { readonly of: 'session'; readonly sessionId: string }
  | { readonly of: 'erasure'; readonly id: string; readonly traceIds: readonly string[] | 'all'; readonly sessionIds: readonly string[] }
)

export type ChangesAsked = {
  /** Written after this moment of the store's clock; absent: after now. */
  readonly afterMs: number | undefined
  /** And this long before: an insert is dated when it begins, and seen when it is done. */
  readonly overlapMs: number
  /** Absent: of all projects. */
  readonly projectIds?: readonly string[]
  /** Only what other processes wrote. */
  readonly isForeign?: boolean
}

/** What changed, whichever process wrote it. A row may be gone before it is seen, when a newer one of the same thing has replaced it. */
export type Changes = {
  since(asked: ChangesAsked): Promise<{ readonly nowMs: number; readonly changes: readonly Change[] }>
}

type Row = readonly [
  of: Change['of'] | 'now',
  projectId: string,
  id: string,
  part: string,
  sessionId: string,
  isSent: number,
  traceIds: string[],
  sessionIds: string[],
  version: string,
  writtenAtMs: string,
]

const NO_TEXTS = rawSql(`CAST([], 'Array(String)')`)
const NOW_MS = rawSql('toUnixTimestamp64Milli(now64(3))')

export function createChanges(connection: Connection, writer: string): Changes {
  return {
    async since({ afterMs, overlapMs, projectIds, isForeign = false }) {
      const after = afterMs === undefined ? NOW_MS : sql`${afterMs}`
      const conditions = [
        sql`written_at > fromUnixTimestamp64Milli(${after} - ${overlapMs})`,
        ...(projectIds === undefined ? [] : [sql`project_id IN ${projectIds}`]),
        ...(isForeign ? [sql`writer != ${writer}`] : []),
      ]
      const where = joinSql(conditions, ' AND ')
      const written = rawSql('version, toUnixTimestamp64Milli(written_at)')
      const query = sql`SELECT 'now', '', '', '', '', 0, ${NO_TEXTS}, ${NO_TEXTS}, toUInt64(0), ${NOW_MS}
        UNION ALL SELECT 'trace', project_id, trace_id, part, session_id, session_origin = 'sent' OR part_count > 0,
          ${NO_TEXTS}, ${NO_TEXTS}, ${written} FROM traces WHERE ${where}
        UNION ALL SELECT 'session', project_id, session_id, '', session_id, 1, ${NO_TEXTS}, ${NO_TEXTS}, ${written}
          FROM sessions WHERE ${where}
        UNION ALL SELECT 'erasure', project_id, id, '', '', notEmpty(trace_ids) OR notEmpty(parts),
          arrayConcat(trace_ids, parts.trace_id), session_ids, ${written} FROM erasures WHERE ${where} AND is_deleted = 1`
      const changes: Change[] = []
      let nowMs = 0
      for await (const row of connection.stream<Row>(query)) {
        if (row[0] === 'now') nowMs = Number(row[9])
        else changes.push(readChange(row))
      }
      return { nowMs, changes }
    },
  }
}

function readChange([of, projectId, id, part, sessionId, flag, traceIds, sessionIds, version, writtenAtMs]: Row): Change {
  const written = { projectId, version: BigInt(version), writtenAtMs: Number(writtenAtMs) }
  switch (of) {
    case 'trace':
      return { ...written, of, traceId: id, part, sessionId, isSent: flag === 1 }
    case 'session':
      return { ...written, of, sessionId }
    default:
      return { ...written, of: 'erasure', id, traceIds: flag === 1 ? traceIds : 'all', sessionIds }
  }
}
