import type { Timeseries } from '../../api/contract/metrics.ts'
import type { Bar } from '../chart/bar.ts'
import type { Buckets } from '../chart/time-buckets.ts'
import { formatPlural } from '../format/number.ts'

type Axis = { readonly items: readonly { readonly at: string }[]; readonly endsAt: string; readonly isLastPartial: boolean }

export function bucketsOf({ items, endsAt, isLastPartial }: Axis, zone: string): Buckets {
  return { startsMs: items.map(({ at }) => Date.parse(at)), endMs: Date.parse(endsAt), zone, isLastOpen: isLastPartial }
}

/** One for every bucket, in the order of `names`. Zero is nothing to stack. */
export function barsOf({ items, names = [] }: Timeseries, wanted: readonly string[]): readonly Bar[] {
  const places = wanted.map((name) => names.indexOf(name))
  return items.map(({ parts, value }) => ({ parts: parts ? places.map((place) => parts[place]) : [value] }))
}

const INTERVAL_WORDS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

/** `1 hour a bar · Europe/Rome · 3 more began before`. */
export function captionOf({ interval, before, after }: Timeseries, zone: string, countOf?: (value: number) => string): string {
  const [, count = '1', unit = ''] = /^(\d+)(\w)$/.exec(interval) ?? []
  const beside = [
    { value: before?.value, word: 'before' },
    { value: after?.value, word: 'after' },
  ].flatMap(({ value, word }) => (value && countOf ? [`${countOf(value)} more began ${word}`] : []))
  return [`${formatPlural(Number(count), INTERVAL_WORDS[unit] ?? unit)} a step`, zone, ...beside].join(' · ')
}
