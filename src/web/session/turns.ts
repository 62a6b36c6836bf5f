import type { TraceRow } from '../../api/contract/trace.ts'

export type TurnPlace = {
  /** 1 is the first trace of the session. */
  readonly turn: number
  /** From the end of all that came before to this start; absent for the first, negative when they overlap. */
  readonly gapBeforeMs?: number
}

/** Where each trace stands in its session, from its traces in start order. */
export function placeTurns(traces: readonly Pick<TraceRow, 'id' | 'startedAt' | 'updatedAt'>[]): ReadonlyMap<string, TurnPlace> {
  const places = new Map<string, TurnPlace>()
  let endMs: number | undefined
  for (const trace of traces) {
    const startMs = Date.parse(trace.startedAt)
    places.set(trace.id, { turn: places.size + 1, gapBeforeMs: endMs === undefined ? undefined : startMs - endMs })
    endMs = Math.max(endMs ?? 0, Date.parse(trace.updatedAt))
  }
  return places
}
