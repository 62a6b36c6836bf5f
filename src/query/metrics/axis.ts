import type { Interval } from '../../api/contract/metrics.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../../base/time.ts'
import type { TimeWindow } from '../../model/filter.ts'
import type { Edges, Reads } from '../../store/store.ts'
import { bucketEdges } from './bucket-edges.ts'
import { checkInterval, chooseInterval, LONGEST_MS } from './choose-interval.ts'
import { zoneClock } from './zone-clock.ts'

export type AxisQuery = { readonly tz?: string | undefined; readonly interval?: Interval | undefined }

/** The buckets of a chart. */
export type Axis = {
  readonly edges: Edges
  /** ISO start of each bucket. */
  readonly starts: readonly string[]
  /** What every answer says of them. */
  readonly fields: { interval: Interval; endsAt: string; isFirstPartial: boolean; isLastPartial: boolean }
}

const NANO = 1_000_000n

/** Over the window; where it has no end, until now; where it has neither, over all that the project has. */
export async function readAxis(reads: Reads, projectId: string, query: AxisQuery, window: TimeWindow, nowMs: number): Promise<Axis> {
  const clock = zoneClock(query.tz ?? 'utc')
  const { fromMs, toMs } = await readSpan(reads, projectId, window, nowMs)
  const lengthMs = toMs - fromMs + 1
  const interval = query.interval === undefined ? chooseInterval(lengthMs) : checkInterval(query.interval, lengthMs)
  const edgesMs = bucketEdges(fromMs, toMs, interval, clock)
  const endMs = edgesMs.at(-1)!
  const edges = edgesMs.map(unixNanoFromMs)
  return {
    edges,
    starts: edges.slice(0, -1).map(isoFromUnixNano),
    fields: {
      interval,
      endsAt: isoFromUnixNano(edges.at(-1)!),
      isFirstPartial: window.fromUnixNano !== undefined && edgesMs[0]! < fromMs,
      isLastPartial: endMs > nowMs || (window.toUnixNano !== undefined && endMs > toMs + 1),
    },
  }
}

/** Both ends included; the newest part of what would be too long for any interval. */
async function readSpan(reads: Reads, projectId: string, { fromUnixNano, toUnixNano }: TimeWindow, nowMs: number) {
  const extent = fromUnixNano === undefined ? await reads.extentOfTraces(projectId) : undefined
  const last = fromUnixNano === undefined ? extent?.last : undefined
  const toMs = Number((toUnixNano ?? last ?? largest(unixNanoFromMs(nowMs), fromUnixNano ?? 0n)) / NANO)
  const fromMs = Number((fromUnixNano ?? extent?.first ?? unixNanoFromMs(toMs)) / NANO)
  return { fromMs: Math.max(Math.min(fromMs, toMs), toMs - LONGEST_MS + 1), toMs }
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
