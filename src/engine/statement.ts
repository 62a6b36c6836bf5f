import { EngineFailure } from './failure.ts'
import { maskSql } from './sql-text.ts'

/** Who carries a statement out: many readers, one writer (in order), or the hand that ends the queries of others. */
export type StatementKind = 'read' | 'write' | 'kill' | 'set'

const READ = /^(?:SELECT|WITH|SHOW|DESC|DESCRIBE|EXISTS|EXPLAIN|CHECK|VALUES)\b/i

/** `masked` comes from `maskSql`. Anything that is not surely a read goes to the writer. */
export function kindOf(masked: string): StatementKind {
  const code = masked.replace(/^[\s(]+/, '')
  if (/^WITH\b/i.test(code) && /\bINSERT\s+INTO\b/i.test(code)) return 'write'
  if (READ.test(code)) return 'read'
  if (/^KILL\b/i.test(code)) return 'kill'
  return /^(?:SET|USE)\b/i.test(code) ? 'set' : 'write'
}

/** One statement without its closing semicolon, as ClickHouse takes it over HTTP; several are refused. */
export function readStatement(sql: string): { readonly sql: string; readonly masked: string } {
  const masked = maskSql(sql)
  const semicolon = masked.indexOf(';')
  const end = semicolon === -1 ? masked.length : semicolon
  if (semicolon !== -1 && masked.slice(semicolon).replace(/[;\s]/g, '') !== '') {
    throw new EngineFailure(62, 'SYNTAX_ERROR', 'Syntax error: only one statement at a time is allowed.')
  }
  if (masked.slice(0, end).trim() === '') throw new EngineFailure(62, 'SYNTAX_ERROR', 'Syntax error: Empty query.')
  if (/\bINTO\s+OUTFILE\b|\bFROM\s+INFILE\b/i.test(masked)) {
    throw new EngineFailure(48, 'NOT_IMPLEMENTED', 'Files of this machine are neither read nor written here.')
  }
  return { sql: sql.slice(0, end), masked: masked.slice(0, end) }
}

/** The format a statement asks for in its own text. */
export function formatOf(masked: string): string | undefined {
  return /\bFORMAT\s+(\w+)\s*(?:SETTINGS\b[\s\S]*)?$/i.exec(masked)?.[1]
}
