import { AppError } from '../base/errors.ts'
import type { Connection } from './connect.ts'
import { rawSql, sql } from './sql.ts'
import { tables } from './schema/0001-tables.ts'
import { dialects } from './schema/0002-dialects.ts'
import { changes } from './schema/0003-changes.ts'
import { filters } from './schema/0004-filters.ts'
import { metrics } from './schema/0005-metrics.ts'
import { views } from './schema/0006-views.ts'
import { errors } from './schema/0007-errors.ts'

/** In order, never edited once released. A step may stop half way: every statement can run again. */
const STEPS: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  { name: '0001-tables', statements: tables },
  { name: '0002-dialects', statements: dialects },
  { name: '0003-changes', statements: changes },
  { name: '0004-filters', statements: filters },
  { name: '0005-metrics', statements: metrics },
  { name: '0006-views', statements: views },
  { name: '0007-errors', statements: errors },
]

const RECORD = `CREATE TABLE IF NOT EXISTS migrations (name String, applied_at DateTime DEFAULT now())
  ENGINE = ReplacingMergeTree ORDER BY name`

/** Creates the database of `connection`, over a connection to a database that exists. */
export async function createDatabase(anyDatabase: Connection, database: string): Promise<void> {
  await anyDatabase.run(sql`CREATE DATABASE IF NOT EXISTS ${identifier(database)}`)
}

/** Brings the tables up to date. Refuses a store that a newer version has written, before changing anything. */
export async function migrate(connection: Connection): Promise<void> {
  await connection.run(RECORD)
  const applied = new Set((await connection.rows<{ name: string }>('SELECT DISTINCT name FROM migrations')).map((row) => row.name))
  const unknown = [...applied].filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    throw new AppError('conflict', 'store_is_newer', `The data was written by a newer version of Sojourn (${unknown.join(', ')}).`, {
      hint: 'Start that version, or use another data directory.',
    })
  }
  for (const step of STEPS) {
    if (applied.has(step.name)) continue
    for (const statement of step.statements) await connection.run(statement)
    await connection.run(sql`INSERT INTO migrations (name) VALUES (${step.name})`)
  }
}

function identifier(name: string) {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new AppError('bad_input', 'database_name', 'A database name is letters, digits and underscores.', { field: 'database' })
  }
  return rawSql(name)
}
