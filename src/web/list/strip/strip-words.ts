import type { Histogram } from '../../../api/contract/metrics.ts'
import type { Status } from '../../../model/outcome.ts'
import { STACKED_STATUSES } from '../../chart/status-paint.ts'
import { formatPlural } from '../../format/number.ts'

export type StatusCounts = Readonly<Record<Status, number>>

const STATUS_WORDS: StatusWords = { ok: 'ok', running: 'running', waiting: 'waiting', error: 'with errors' }
type StatusWords = Readonly<Record<Status, string>>
const UNIT_WORDS: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }

export function totalOf(counts: StatusCounts): number {
  return STACKED_STATUSES.reduce((sum, status) => sum + counts[status], 0)
}

/** `14 sessions · 11 ok · 1 with errors`. */
export function sayCounts(counts: StatusCounts, thing: string): string {
  const total = totalOf(counts)
  const parts = STACKED_STATUSES.flatMap((status) => (counts[status] > 0 ? [`${counts[status]} ${STATUS_WORDS[status]}`] : []))
  return [total === 0 ? `no ${thing}s` : formatPlural(total, thing), ...parts].join(' · ')
}

/** `per 30 minutes`, `per day`. */
export function sayInterval(interval: Histogram['interval']): string {
  const [, count, unit = ''] = /^(\d+)(\w)$/.exec(interval) ?? []
  const word = UNIT_WORDS[unit] ?? unit
  return count === '1' ? `per ${word}` : `per ${count} ${word}s`
}

/** What the list has besides the bars. */
export function sayOutside({ before, after }: Histogram, of: 'sessions' | 'traces'): string {
  const [earlier, later] = of === 'sessions' ? ['ended earlier', 'went on later'] : ['began earlier', 'began later']
  const parts = [
    ...(before && totalOf(before) > 0 ? [`${totalOf(before)} ${earlier}`] : []),
    ...(after && totalOf(after) > 0 ? [`${totalOf(after)} ${later}`] : []),
  ]
  return parts.join(', ')
}
