import type { FilterScope } from '../../model/filter.ts'
import { readChip } from './filter-text.ts'
import { readyMadeOf } from './ready-made.ts'

/** A term in words: `not user: alice`, `Error in a tool`; words to find as they are written. */
export function sayTerm(text: string, scope: FilterScope): string {
  const { isExcluded, name, value } = readChip(text, scope)
  const said = name === undefined ? (readyMadeOf(value, scope)?.label ?? value) : value === '' ? name : `${name}: ${value}`
  return isExcluded ? `not ${said}` : said
}
