import type { Connection } from '../connect.ts'
import { sql } from '../sql.ts'

export type IngestFindings = {
  readonly spans: boolean
  readonly sessions: boolean
  readonly messages: boolean
  readonly usage: boolean
  readonly lastSpanUnixNano: bigint | undefined
}

/** What the stored data of a project shows so far. */
export async function ingestFindings(connection: Connection, projectId: string): Promise<IngestFindings> {
  const [row] = await connection.rows<{ n: string; sessions: string; messages: string; used: string; latest: string }>(
    sql`SELECT count() AS n, countIf(session_id != '') AS sessions, countIf(input != '' OR output != '') AS messages,
      countIf(isNotNull(total_tokens) OR isNotNull(prompt_tokens) OR isNotNull(completion_tokens)) AS used, max(end_ns) AS latest
      FROM traces FINAL WHERE project_id = ${projectId}`,
  )
  const has = (count: string | undefined) => count !== undefined && count !== '0'
  return {
    spans: has(row?.n),
    sessions: has(row?.sessions),
    messages: has(row?.messages),
    usage: has(row?.used),
    lastSpanUnixNano: row === undefined || row.latest === '0' ? undefined : BigInt(row.latest),
  }
}
