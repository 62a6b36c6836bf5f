import type { Trace } from '../model/trace.ts'

export type Interval = { readonly start: bigint; readonly end: bigint }

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

/** Index of the first of these moments, in order, that is not before `moment`. */
export function firstNotBefore(moments: readonly bigint[], moment: bigint): number {
  let [low, high] = [0, moments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (moments[middle]! < moment) low = middle + 1
    else high = middle
  }
  return low
}
