import { AppError } from '../../base/errors.ts'
import type { Condition, FieldRef, Match } from '../../model/filter.ts'
import { joinSql, sql, type Sql } from '../sql.ts'
import type { FieldSql, TextSql } from './field-sql.ts'
import { containsPattern } from './text-condition.ts'

type Kind<K extends Condition['kind']> = Extract<Condition, { kind: K }>

/** How the conditions on one kind of row read in SQL. Every answer is 0 or 1 for each row, never NULL. */
export type ConditionScope = {
  /** Of a field that columns of the row hold. */
  fieldSql(ref: FieldRef): FieldSql | undefined
  /** A condition that more than the columns of the row decide; undefined for all others. */
  special(condition: Kind<'field'> | Kind<'has'>): Sql | undefined
  saidSql(text: string): Sql
  insideSql(condition: Kind<'inside'>): Sql
}

/** All of them hold. */
export function conditionsSql(conditions: readonly Condition[], scope: ConditionScope): Sql[] {
  return conditions.map((condition) => {
    const holds = holdsSql(condition, scope)
    return condition.isExcluded ? sql`NOT ${holds}` : holds
  })
}

function holdsSql(condition: Condition, scope: ConditionScope): Sql {
  if (condition.kind === 'text') return scope.saidSql(condition.text)
  if (condition.kind === 'inside') return scope.insideSql(condition)
  const special = scope.special(condition)
  if (special !== undefined) return special
  const field = scope.fieldSql(condition)
  if (field === undefined) {
    throw new AppError('bad_input', 'bad_filter', `\`${condition.field}\` is no field here.`, { field: 'q' })
  }
  if (condition.kind === 'has') return field.number === undefined ? field.any((it) => sql`${it} != ''`) : sql`isNotNull(${field.number})`
  return field.number === undefined ? matchesText(field, condition.anyOf) : inRanges(field.number, condition.anyOf)
}

/** Some text of the field is one of these; what is empty is unknown. */
export function matchesText({ how, any }: Pick<TextSql, 'how' | 'any'>, anyOf: readonly Match[]): Sql {
  const texts = anyOf.flatMap((match) => (match.kind === 'text' ? [match] : []))
  const patterns = texts
    .filter(({ isPattern }) => isPattern || how === 'words')
    .map(({ text, isPattern }) => patternOf(text, isPattern, how))
  const values = how === 'words' ? [] : texts.filter(({ isPattern }) => !isPattern).map(({ text }) => text)
  const cased = (it: Sql) => (how === 'exact' ? it : sql`lowerUTF8(${it})`)
  return any((it) => {
    const tests = patterns.map((pattern) => sql`${cased(it)} LIKE ${cased(sql`${pattern}`)}`)
    const known =
      values.length === 0
        ? []
        : [
            sql`${cased(it)} IN (${joinSql(
              values.map((value) => cased(sql`${value}`)),
              ', ',
            )})`,
          ]
    const ways = [...known, ...tests]
    return ways.length === 0 ? sql`0` : sql`(${it} != '' AND (${joinSql(ways, ' OR ')}))`
  })
}

/** For LIKE: only the stars of a pattern stand for anything; words may stand anywhere. */
function patternOf(text: string, isPattern: boolean, how: TextSql['how']): string {
  const literal = (piece: string) => containsPattern(piece).slice(1, -1)
  const body = isPattern ? text.split('*').map(literal).join('%') : literal(text)
  return how === 'words' ? `%${body}%` : body
}

function inRanges(number: Sql, anyOf: readonly Match[]): Sql {
  const ranges = anyOf.flatMap((match) => (match.kind === 'range' ? [rangeSql(number, match)] : []))
  return sql`ifNull(${ranges.length === 0 ? sql`0` : sql`(${joinSql(ranges, ' OR ')})`}, 0)`
}

/** May be NULL where the number is. */
export function rangeSql(number: Sql, { from, to }: Pick<Extract<Match, { kind: 'range' }>, 'from' | 'to'>): Sql {
  const bounds = [
    ...(from === undefined ? [] : [from.isIncluded ? sql`${number} >= ${from.value}` : sql`${number} > ${from.value}`]),
    ...(to === undefined ? [] : [to.isIncluded ? sql`${number} <= ${to.value}` : sql`${number} < ${to.value}`]),
  ]
  return bounds.length === 0 ? sql`isNotNull(${number})` : sql`(${joinSql(bounds, ' AND ')})`
}
