import { INTERVALS, type Interval } from '../../api/contract/metrics.ts'
import { AppError } from '../../base/errors.ts'
import { intervalMs } from './bucket-edges.ts'

export const BUCKETS_MAX = 200
const BUCKETS_WISHED = 60

/** What may be asked for over so long a time: `BUCKETS_MAX` buckets at most, with the two that the ends may cut. */
function possible(lengthMs: number): Interval[] {
  return INTERVALS.filter((interval) => lengthMs / intervalMs(interval) <= BUCKETS_MAX - 2)
}

/** The longest time that any interval covers. */
export const LONGEST_MS = intervalMs('1w') * (BUCKETS_MAX - 2)

/** The interval that comes closest to the number of buckets that a chart reads well with. */
export function chooseInterval(lengthMs: number): Interval {
  const missBy = (interval: Interval) => Math.abs(Math.log(lengthMs / intervalMs(interval) / BUCKETS_WISHED))
  return possible(lengthMs).reduce((best, each) => (missBy(each) < missBy(best) ? each : best), '1w')
}

export function checkInterval(interval: Interval, lengthMs: number): Interval {
  const allowed = possible(lengthMs)
  if (allowed.includes(interval)) return interval
  throw new AppError('bad_input', 'bad_parameter', `\`interval\` of ${interval} makes more than ${BUCKETS_MAX} buckets of this window.`, {
    field: 'interval',
    hint: `Allowed here: ${allowed.join(', ')}.`,
  })
}
