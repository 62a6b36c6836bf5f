import type { Connection } from './connect.ts'
import { sql, type Sql } from './sql.ts'

/** Physical deletion, so that what is sent again later is new again. Callers hold back every other write meanwhile. */
export type Erase = {
  traces(projectId: string, traceIds: readonly string[]): Promise<void>
  sessions(projectId: string, sessionIds: readonly string[]): Promise<void>
  /** Everything received for the project; not the project itself. */
  project(projectId: string): Promise<void>
}

export function createErase(connection: Connection): Erase {
  const eraseWhere = async (tables: readonly string[], condition: Sql) => {
    for (const table of tables) await connection.run(`DELETE FROM ${table} WHERE ${condition.text}`)
  }
  return {
    // Raw data goes first: a deletion that stops half way leaves the trace in the lists, so that it can be asked again.
    traces: (projectId, traceIds) =>
      eraseWhere(['spans', 'logs', 'facts', 'traces'], sql`project_id = ${projectId} AND trace_id IN ${traceIds}`),
    sessions: (projectId, sessionIds) => eraseWhere(['sessions'], sql`project_id = ${projectId} AND session_id IN ${sessionIds}`),
    project: (projectId) => eraseWhere(['spans', 'logs', 'facts', 'traces', 'sessions'], sql`project_id = ${projectId}`),
  }
}
