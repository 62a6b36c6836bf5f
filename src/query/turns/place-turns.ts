import type { OutlineTurn } from '../../api/contract/turn.ts'
import { isoFromUnixNano, msFromNano } from '../../base/time.ts'
import { traceStatus } from '../../model/status.ts'
import type { Trace } from '../../model/trace.ts'
import type { Pauses } from '../../rollup/rollup.ts'
import { assembleCost, assembleTotals } from '../assemble-totals.ts'

const MOST_OVERLAPS = 20

/** What an outline and the conversation both tell of a turn. */
export type TurnPlace = Omit<OutlineTurn, 'input' | 'output' | 'tools' | 'waits'>

/** Of every turn its numbers and where it lies among the others. `traces`: all of one session, in start order; `pauses`: theirs. */
export function placeTurns(traces: readonly Trace[], { unanswered }: Pauses, asOfUnixNano: bigint): TurnPlace[] {
  const waiting = new Set(unanswered)
  const gaps = gapsBefore(traces)
  const overlaps = overlapsOf(traces)
  return traces.map((trace, index) => ({
    traceId: trace.traceId,
    index,
    name: trace.name,
    startedAt: isoFromUnixNano(trace.startUnixNano),
    durationMs: msFromNano(trace.endUnixNano - trace.startUnixNano),
    status: traceStatus(trace, waiting.has(trace), asOfUnixNano),
    gapBeforeMs: gaps[index],
    overlaps: overlaps[index],
    ...assembleTotals(trace),
    ...assembleCost(trace),
    isApproximate: trace.isApproximate || undefined,
    spanCount: trace.spanCount,
    errorCount: trace.errorCount,
    isRecovered: trace.isRecovered || undefined,
    rejectedSpanCount: trace.rejectedCount,
    models: [...trace.models],
  }))
}

function gapsBefore(traces: readonly Trace[]): (number | undefined)[] {
  let latestEnd: bigint | undefined
  return traces.map(({ startUnixNano, endUnixNano }) => {
    const gap = latestEnd === undefined ? undefined : msFromNano(startUnixNano - latestEnd)
    if (latestEnd === undefined || endUnixNano > latestEnd) latestEnd = endUnixNano
    return gap
  })
}

/** Of each turn, which earlier ones had not ended. */
function overlapsOf(traces: readonly Trace[]): (number[] | undefined)[] {
  const byEnd = traces.map((_, index) => index).sort((a, b) => Number(traces[a]!.endUnixNano - traces[b]!.endUnixNano))
  const running = new Set<number>()
  let ended = 0
  return traces.map(({ startUnixNano, endUnixNano }, index) => {
    while (ended < byEnd.length && traces[byEnd[ended]!]!.endUnixNano <= startUnixNano) running.delete(byEnd[ended++]!)
    const overlaps = firstOf(running, MOST_OVERLAPS)
    if (endUnixNano > startUnixNano) running.add(index)
    return overlaps.length > 0 ? overlaps : undefined
  })
}

function firstOf(indexes: Iterable<number>, count: number): number[] {
  const first: number[] = []
  for (const index of indexes) {
    if (first.length === count) break
    first.push(index)
  }
  return first
}
