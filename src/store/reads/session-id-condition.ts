import type { Match } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { matchesText } from './condition.ts'
import { listOfTexts, oneText } from './field-sql.ts'

const ID_OR_ALIAS = listOfTexts(rawSql('arrayPushFront(aliases, session_id)'), 'exact')

/** Of a row of `sessions`: ids stand for themselves, aliases are resolved before; a pattern may be of either. */
export function isSession(anyOf: readonly Match[]): Sql {
  const { ids, patterns } = parted(anyOf)
  return sql`(${matchesText(oneText(rawSql('session_id'), 'exact'), ids)} OR ${matchesText(ID_OR_ALIAS, patterns)})`
}

/** The same of a row of another table that names its session. */
export function isInSession(projectId: string, anyOf: readonly Match[]): Sql {
  const { ids, patterns } = parted(anyOf)
  const named = matchesText(oneText(rawSql('session_id'), 'exact'), ids)
  if (patterns.length === 0) return named
  return sql`(${named} OR session_id IN (SELECT session_id FROM sessions FINAL WHERE project_id = ${projectId} AND ${isSession(patterns)}))`
}

function parted(anyOf: readonly Match[]) {
  const isPattern = (match: Match) => match.kind === 'text' && match.isPattern
  return { ids: anyOf.filter((match) => !isPattern(match)), patterns: anyOf.filter(isPattern) }
}
