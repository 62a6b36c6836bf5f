import type { Trace } from '../model/trace.ts'
import { inStartOrder, intervalOf, subtract, union, type Interval } from './intervals.ts'
import { pairPauses, type Pauses } from './pair-pauses.ts'

export type Segment = Interval & { readonly kind: 'active' | 'waiting' | 'idle' }

/** When a human was waited for and answered, between traces or inside one. Disjoint, in order. */
export function waitsOf(traces: readonly Trace[], { answered }: Pauses): Interval[] {
  return union([...answered, ...traces.flatMap((trace) => trace.waits)]).filter(({ start, end }) => start < end)
}

/** The session's time from its first to its last moment, cut into what it was doing, without gaps. */
export function segmentsOf(unsorted: readonly Trace[]): Segment[] {
  const traces = inStartOrder(unsorted)
  const waiting = waitsOf(traces, pairPauses(traces))
  const active = subtract(union(traces.map(intervalOf)), waiting)
  const busy: Segment[] = [
    ...active.map((it) => ({ ...it, kind: 'active' as const })),
    ...waiting.map((it) => ({ ...it, kind: 'waiting' as const })),
  ]
  busy.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const segments: Segment[] = []
  let at = traces[0]?.startUnixNano ?? 0n
  const idleUntil = (moment: bigint) => {
    if (at < moment) segments.push({ kind: 'idle', start: at, end: moment })
  }
  for (const segment of busy) {
    idleUntil(segment.start)
    segments.push(segment)
    at = segment.end
  }
  idleUntil(traces.reduce((end, trace) => (trace.endUnixNano > end ? trace.endUnixNano : end), at))
  return segments
}
