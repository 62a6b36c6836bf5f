import { fieldsOf, type Field } from '../filter/fields.ts'
import { quoteValue, writeTerm } from '../filter/filter.ts'
import type { FilterScope } from '../model/filter.ts'
import { KEYS, VALUES } from './example-filter-spans.ts'

type Observed = (scope: FilterScope, field: string, key?: string) => readonly (string | bigint)[]
type Random = <T>(values: readonly T[]) => T

/** Random filter texts over values that occur, and some that do not. */
export function filterTexts(random: () => number, observed: Observed) {
  const pick: Random = (values) => values[Math.floor(random() * values.length)]!
  const chance = (share: number) => random() < share

  function term(scope: FilterScope): string {
    const sign = chance(0.25) ? '-' : ''
    if (scope !== 'span' && chance(0.25)) return sign + inside(scope)
    if (chance(0.08)) return `${sign}"${pick(['refund', 'gpt-4o', 'well', 'x*y', 'a%b', 'session-', '00000000'])}"`
    const field = pick(fieldsOf(scope))
    const key = field.isOpen ? pick(KEYS) : undefined
    if (chance(0.15) && key === undefined) return `${sign}has:${field.name}`
    const values = Array.from({ length: chance(0.3) ? 3 : 1 }, () => value(scope, field, key))
    if (values.includes('')) return `${sign}has:${field.name === 'attr' || field.name === 'metadata' ? `${field.name}.plan` : field.name}`
    const name = writeTerm({ field: field.name, ...(key === undefined ? {} : { key }) }, ['v']).slice(0, -2)
    return `${sign}${name}:${values.join(',')}`
  }

  function inside(scope: FilterScope): string {
    const of = scope === 'session' && chance(0.5) ? 'trace' : 'span'
    const quantifier = pick(['any', 'all', 'count'])
    const terms = Array.from({ length: pick([1, 1, 2]) }, () => term(of)).join(' ')
    return `${quantifier}(${of} ${terms})${quantifier === 'count' ? `:${pick(['0', '1', '>1', '<2', '>=3', '1..4', '..2'])}` : ''}`
  }

  function value(scope: FilterScope, field: Field, key: string | undefined): string {
    const choices = field.choices?.[scope]
    if (choices) return pick(choices)
    const known = observed(scope, field.name, key)
    const one = known.length > 0 && !chance(0.1) ? pick(known) : undefined
    if (['id', 'name', 'words'].includes(field.type)) return textValue(String(one ?? pick(VALUES)))
    return range(field, typeof one === 'bigint' ? one : 5n)
  }

  function textValue(text: string): string {
    const cased = chance(0.2) ? text.toUpperCase() : chance(0.2) ? text.toLowerCase() : text
    const start = /^[A-Za-z0-9_%-]{1,6}/.exec(cased)?.[0]
    if (start === undefined || chance(0.6)) return cased === '' ? '' : quoteValue(cased)
    return chance(0.5) ? `${start}*` : `*${start.slice(1)}*`
  }

  function range(field: Field, value: bigint): string {
    const write = (amount: bigint) => writeAmount(field, amount < 0n ? 0n : amount)
    return pick([
      () => write(value),
      () => `>${write(value)}`,
      () => `>=${write(value)}`,
      () => `<${write(value)}`,
      () => `<=${write(value)}`,
      () => `${write(value)}..${write(value * 2n)}`,
      () => `..${write(value)}`,
    ])()
  }

  return (scope: FilterScope): string => Array.from({ length: pick([1, 1, 2, 3]) }, () => term(scope)).join(' ')
}

function writeAmount({ type }: Field, value: bigint): string {
  if (type === 'duration') return `${value}ns`
  if (type === 'money') return `${value / 1_000_000_000n}.${String(value % 1_000_000_000n).padStart(9, '0')}`
  return type === 'time' ? String(value / 1_000_000n) : String(value)
}
