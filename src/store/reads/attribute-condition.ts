import type { Match } from '../../model/filter.ts'
import { rawSql, sql, type Sql } from '../sql.ts'
import { matchesText } from './condition.ts'
import { listOfTexts } from './field-sql.ts'

/** Conditions on rows of `spans`: what an attribute of the span or of its resource says, as text; of a list each of its items. */
export function attributeIs(key: string, anyOf: readonly Match[]): Sql {
  const own = (column: string) => {
    const texts = textsOfValue(sql`${rawSql(column)}[${key}]`)
    return sql`(mapContains(${rawSql(column)}, ${key}) AND ${matchesText(listOfTexts(texts), anyOf)})`
  }
  const shared = matchesText(listOfTexts(resourceTexts(key)), anyOf)
  return sql`(${own('attributes')} OR ${own('payload')} OR (${mayHaveKey(key)} AND ${shared}))`
}

/** Also with an empty text, but not without any value. */
export function hasAttribute(key: string): Sql {
  const own = (column: string) => sql`(mapContains(${rawSql(column)}, ${key}) AND ${rawSql(column)}[${key}] != '\u0001u')`
  return sql`(${own('attributes')} OR ${own('payload')} OR (${mayHaveKey(key)} AND arrayExists(it -> it != 'null', ${resourceValues(key)})))`
}

/** An array of what those conditions compare, of a row of `spans`. */
export function attributeTexts(key: string): Sql {
  const own = (column: string) => sql`if(mapContains(${rawSql(column)}, ${key}), ${textsOfValue(sql`${rawSql(column)}[${key}]`)}, [])`
  return sql`arrayConcat(${own('attributes')}, ${own('payload')}, if(${mayHaveKey(key)}, ${resourceTexts(key)}, []))`
}

/** An array of all keys of a row of `spans` and of its resource. */
export const ATTRIBUTE_KEYS: Sql = rawSql(`arrayConcat(mapKeys(attributes), mapKeys(payload),
  arrayMap(item -> JSONExtractString(item), arrayFilter((item, at) -> at % 2 = 0,
    JSONExtractArrayRaw(resource, 1) AS items, arrayEnumerate(items))))`)

/** Of JSON as `span-parts.ts` writes it, cheap to ask: most resources do not have it. */
function mayHaveKey(key: string): Sql {
  return sql`position(resource, ${JSON.stringify(key.toWellFormed())}) > 0`
}

function resourceTexts(key: string): Sql {
  return sql`arrayFlatten(arrayMap(json -> ${textsOfJson(rawSql('json'))}, ${resourceValues(key)}))`
}

/** What the resource says under the key, each value as JSON. */
function resourceValues(key: string): Sql {
  const items = rawSql(`JSONExtractArrayRaw(resource, 1)`)
  return sql`arrayFilter((item, at, before) -> at % 2 = 1 AND at > 1 AND JSONExtractString(before) = ${key},
    ${items}, arrayEnumerate(${items}), arrayPopBack(arrayPushFront(${items}, '')))`
}

/** Of a value as `value-text.ts` writes it: none of a map, each item of a list. */
function textsOfValue(value: Sql): Sql {
  const rest = sql`substring(${value}, 3)`
  return sql`multiIf(NOT startsWith(${value}, char(1)), [${value}],
    substring(${value}, 2, 1) = 'b', [if(${rest} = '1', 'true', 'false')],
    substring(${value}, 2, 1) IN ('s', 'i', 'd', 'x'), [${rest}],
    substring(${value}, 2, 1) = 'j', ${textsOfJson(rest)}, [])`
}

/** The same of JSON inside a list or a map. */
function textsOfJson(json: Sql): Sql {
  const scalar = (item: Sql) => sql`multiIf(startsWith(${item}, '"'), JSONExtractString(${item}), ${item} IN ('true', 'false'), ${item},
    match(${item}, '^\\["[idx]"'), JSONExtractString(${item}, 2), '')`
  return sql`if(startsWith(${json}, '["a"'), arrayMap(item -> ${scalar(rawSql('item'))}, arraySlice(JSONExtractArrayRaw(${json}), 2)), [${scalar(json)}])`
}
