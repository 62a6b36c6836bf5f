import type { Trace } from '../model/trace.ts'

export type Interval = { readonly start: bigint; readonly end: bigint }
/** An answered pause: from the end of the interrupted span to the start of the trace that resumed it. */
export type Pause = Interval & { readonly traceId: string; readonly resumedByTraceId: string }
export type Segment = Interval & { readonly kind: 'active' | 'waiting' | 'idle' }

export type Pauses = {
  readonly answered: readonly Pause[]
  /** Traces that ended in a pause nothing has answered, in start order. */
  readonly unanswered: readonly Trace[]
  /** The pause nothing has answered and no later trace has passed by; the session waits while there is one. */
  readonly open: Trace | undefined
}

/** JavaScript SDKs start spans on whole milliseconds and end them on finer clocks: an answer may seem to come this much too early. */
const CLOCK_GRAIN_NANO = 1_000_000n

/**
 * Pairs pauses with what resumed them. `traces` in start order. A trace answers the pauses whose checkpoint it runs again,
 * however long ago; if it only carries an answer and runs no known checkpoint, it answers those that no other trace has passed
 * by (semantics 8.5, roll-up 5). Traces that ran beside a pause pass nothing by: an SDK may make every step a trace of its own.
 */
export function pairPauses(traces: readonly Trace[]): Pauses {
  const unanswered = new Set<Trace>()
  let open: Trace[] = []
  const answered: Pause[] = []
  const busy = union(traces.map(intervalOf))
  let run = 0
  for (const trace of traces) {
    while (busy[run]!.end < trace.startUnixNano) run++
    const runStart = busy[run]!.start
    const grain = trace.isResume ? CLOCK_GRAIN_NANO : 0n
    const isEarlier = (paused: Trace) => paused.interruptedAtUnixNano <= trace.startUnixNano + grain
    const runsAgain = new Set(unanswered.size > 0 ? trace.checkpointNamespaces : [])
    const answers = new Set(unanswered.size > 0 ? trace.answeredCallIds : [])
    const named = [...unanswered].filter(
      (paused) =>
        isEarlier(paused) &&
        (paused.interruptNamespaces.some((ns) => runsAgain.has(ns)) || paused.openCallIds.some((id) => answers.has(id))),
    )
    const resumed = named.length > 0 ? named : trace.isResume ? open.filter(isEarlier) : []
    for (const paused of resumed) {
      answered.push({
        start: paused.interruptedAtUnixNano < trace.startUnixNano ? paused.interruptedAtUnixNano : trace.startUnixNano,
        end: trace.startUnixNano,
        traceId: paused.traceId,
        resumedByTraceId: trace.traceId,
      })
      unanswered.delete(paused)
    }
    // Whatever began to wait before this run and was not answered by it has been passed by: the conversation went on.
    open = open.filter((paused) => unanswered.has(paused) && paused.interruptedAtUnixNano >= runStart)
    if (trace.outcome !== 'interrupted') continue
    open.push(trace)
    unanswered.add(trace)
  }
  return { answered, unanswered: [...unanswered], open: open.at(-1) }
}

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

export function inStartOrder(traces: readonly Trace[]): Trace[] {
  return [...traces].sort((a, b) => {
    if (a.startUnixNano !== b.startUnixNano) return a.startUnixNano < b.startUnixNano ? -1 : 1
    return a.traceId < b.traceId ? -1 : a.traceId > b.traceId ? 1 : 0
  })
}

export function intervalOf(trace: Trace): Interval {
  return { start: trace.startUnixNano, end: trace.endUnixNano }
}

/** Disjoint intervals in order that cover the same moments. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const merged: { start: bigint; end: bigint }[] = []
  for (const { start, end } of sorted) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = end > last.end ? end : last.end
    else merged.push({ start, end })
  }
  return merged
}

/** What of `from` lies outside `taken`. Both disjoint and in order. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const rest: Interval[] = []
  let at = 0
  for (const { start, end } of from) {
    let left = start
    while (at < taken.length && taken[at]!.end <= left) at++
    for (let next = at; next < taken.length && taken[next]!.start < end; next++) {
      if (taken[next]!.start > left) rest.push({ start: left, end: taken[next]!.start })
      if (taken[next]!.end > left) left = taken[next]!.end
    }
    if (left < end) rest.push({ start: left, end })
  }
  return rest
}

export function lengthOf(intervals: readonly Interval[]): bigint {
  return intervals.reduce((sum, { start, end }) => sum + (end - start), 0n)
}
