import type { Field, FieldType } from '../../filter/filter.ts'

/** A way to write an amount, and what it says. */
export type Example = { readonly text: string; readonly about: string }

const EXAMPLES: Partial<Record<FieldType, readonly Example[]>> = {
  count: [
    { text: '>0', about: 'more than none' },
    { text: '>=10', about: '10 or more' },
    { text: '>1k', about: 'more than 1,000' },
    { text: '1k..5k', about: 'from 1,000 to 5,000' },
    { text: '<100', about: 'less than 100' },
    { text: '0', about: 'exactly none' },
  ],
  duration: [
    { text: '>1s', about: 'more than a second' },
    { text: '>10s', about: 'more than 10 seconds' },
    { text: '>1m', about: 'more than a minute' },
    { text: '1s..5s', about: 'from 1 to 5 seconds' },
    { text: '<500ms', about: 'less than half a second' },
  ],
  money: [
    { text: '>0.01', about: 'more than a cent' },
    { text: '>0.10', about: 'more than 10 cents' },
    { text: '>=1', about: 'a dollar or more' },
    { text: '0.10..1', about: 'from 10 cents to a dollar' },
  ],
  time: [
    { text: '>=now-1h', about: 'in the last hour' },
    { text: '>=now-24h', about: 'in the last 24 hours' },
    { text: '>=now-7d', about: 'in the last 7 days' },
    { text: '<now-7d', about: 'more than 7 days ago' },
  ],
}

/** Absent: values of this field are no amounts. */
export function examplesOf({ type }: Field): readonly Example[] | undefined {
  return EXAMPLES[type]
}

/** `from` and `to`, both included and either left out, as a value of a filter. */
export function writeRange(from: string, to: string): string {
  const [low, high] = [from.trim(), to.trim()]
  if (low === '' || high === '') return low === '' ? `<=${high}` : `>=${low}`
  return low === high ? low : `${low}..${high}`
}

/** The ends of a value that somebody wrote; one that is not included stays with its sign. */
export function readRangeEnds(text: string): { readonly from: string; readonly to: string } {
  const [, sign, rest = ''] = /^(>=|<=|>|<|=)?(.*)$/s.exec(text) ?? []
  if (sign === '>=') return { from: rest, to: '' }
  if (sign === '<=') return { from: '', to: rest }
  if (sign === '>' || sign === '<') return sign === '>' ? { from: text, to: '' } : { from: '', to: text }
  const dots = rest.indexOf('..')
  return dots < 0 ? { from: rest, to: rest } : { from: rest.slice(0, dots), to: rest.slice(dots + 2) }
}
