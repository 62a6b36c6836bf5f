import type { OutlineTurn } from '../../../api/contract/turn.ts'

/** Rests shorter than this are part of a conversation. */
export const IDLE_MIN_MS = 5 * 60_000

export type OutlineRow =
  | { readonly kind: 'turn'; readonly place: OutlineTurn }
  /** Time between two turns; `isWait` when a human was awaited in it. */
  | { readonly kind: 'rest'; readonly lastsMs: number; readonly isWait: boolean; readonly before: string }

/** Turns in order with the long rests between them; or only the turns that broke or wait. */
export function outlineRows(turns: readonly OutlineTurn[], isOnlyProblems: boolean): OutlineRow[] {
  if (isOnlyProblems) return turns.filter(isProblem).map((place) => ({ kind: 'turn', place }))
  const answered = new Set(turns.flatMap(({ waits }) => waits.map(({ resumedByTraceId }) => resumedByTraceId)))
  return turns.flatMap((place) => {
    const lastsMs = place.gapBeforeMs ?? 0
    const turn = { kind: 'turn', place } as const
    if (lastsMs < IDLE_MIN_MS) return [turn]
    return [{ kind: 'rest', lastsMs, isWait: answered.has(place.traceId), before: place.traceId }, turn] as const
  })
}

/** It broke, or it waits for a human. */
export function isProblem(turn: OutlineTurn): boolean {
  return turn.errorCount > 0 || isWaiting(turn)
}

export function isWaiting({ status, waits }: OutlineTurn): boolean {
  return status === 'waiting' && waits.some(({ answeredAt }) => answeredAt === undefined)
}

/** The first words of a turn, on one line. */
export function firstWords({ input, output, name }: OutlineTurn): string {
  const words = [input, output, name].find((text) => text !== undefined && text.trim() !== '') ?? ''
  return words.slice(0, 200).replace(/\s+/g, ' ').trim()
}
