import type { Session } from '../../model/session.ts'
import type { Connection } from '../connect.ts'
import { readSession, SESSION_COLUMNS, type SessionRow } from '../session-row.ts'
import { rawSql, sql } from '../sql.ts'
import { listSql } from './session-conditions.ts'

/** The session with this id, else the most recent one that has it as an alias. */
export async function getSession(connection: Connection, projectId: string, idOrAlias: string): Promise<Session | undefined> {
  const byId = await connection.rows<SessionRow>(
    sql`SELECT ${rawSql(SESSION_COLUMNS)} FROM sessions FINAL WHERE project_id = ${projectId} AND session_id = ${idOrAlias}`,
  )
  if (byId[0] !== undefined) return readSession(byId[0])
  const byAlias = await connection.rows<SessionRow>(
    sql`SELECT ${rawSql(SESSION_COLUMNS)} FROM sessions FINAL WHERE project_id = ${projectId} AND has(aliases, ${idOrAlias})
      ORDER BY last_trace_ns DESC, session_id LIMIT 1`,
  )
  return byAlias[0] === undefined ? undefined : readSession(byAlias[0])
}

/** For each id: itself when a session has it, else the sessions that have it as an alias, else itself. */
export async function resolveSessionIds(connection: Connection, projectId: string, ids: readonly string[]): Promise<string[]> {
  const found = await connection.rows<{ session_id: string }>(
    sql`SELECT session_id FROM sessions FINAL WHERE project_id = ${projectId} AND session_id IN ${ids}`,
  )
  const known = new Set(found.map((row) => row.session_id))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length === 0) return [...new Set(ids)]
  const owners = await connection.rows<{ session_id: string; aliases: string[] }>(
    sql`SELECT session_id, aliases FROM sessions FINAL WHERE project_id = ${projectId} AND hasAny(aliases, ${listSql(unknown)})`,
  )
  const resolved = ids.flatMap((id) => {
    const sessions = known.has(id) ? [] : owners.filter((row) => row.aliases.includes(id)).map((row) => row.session_id)
    return sessions.length > 0 ? sessions : [id]
  })
  return [...new Set(resolved)]
}
