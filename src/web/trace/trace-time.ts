import { layOut, type Scale, type Stretch } from '../chart/folded-scale.ts'
import { niceDurationStep } from '../chart/ticks.ts'
import type { Tree } from './tree.ts'
import type { TimeWindow } from './zoom.ts'

/** `isGap`: nothing was at work, and most of it is left out of the drawing. */
export type TimePiece = Stretch & { readonly isGap: boolean }
/** From milliseconds of the trace to milliseconds as they are drawn, and back. */
export type TraceTime = Scale<TimePiece>

/** Shorter gaps, as a share of the trace, stay as they are. */
const LONG_SHARE = 0.02
/** Of the time that stays, the most that one gap and all gaps together are drawn as. */
const GAP_SHARE = 0.15
const GAPS_SHARE = 0.4

export function unfoldedTime(lengthMs: number): TraceTime {
  return layOut([{ fromMs: 0, toMs: lengthMs, isGap: false }], [lengthMs])
}

/** When no step without steps below it ran, from the first moment to `lengthMs`. */
export function findGaps({ count, end, startMs, endMs }: Tree, lengthMs: number): readonly Stretch[] {
  const leaves: number[] = []
  for (let row = 0; row < count; row++) if ((end[row] ?? 0) === row + 1) leaves.push(row)
  leaves.sort((left, right) => (startMs[left] ?? 0) - (startMs[right] ?? 0))
  const gaps: Stretch[] = []
  let atMs = 0
  for (const row of leaves) {
    const fromMs = startMs[row] ?? 0
    if (fromMs > atMs) gaps.push({ fromMs: atMs, toMs: fromMs })
    atMs = Math.max(atMs, endMs[row] ?? 0)
  }
  if (lengthMs > atMs) gaps.push({ fromMs: atMs, toMs: lengthMs })
  return gaps
}

export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}

/** Long gaps cut short, all else as it is. */
export function foldGaps(allGaps: readonly Stretch[], lengthMs: number): TraceTime {
  const gaps = allGaps.filter(({ fromMs, toMs }) => toMs - fromMs >= lengthMs * LONG_SHARE)
  const atWorkMs = lengthMs - lengthOf(gaps)
  const mostMs = atWorkMs > 0 ? atWorkMs * Math.min(GAP_SHARE, GAPS_SHARE / gaps.length) : lengthMs * (LONG_SHARE / 2)
  const pieces: TimePiece[] = []
  let atMs = 0
  for (const gap of gaps) {
    if (gap.toMs - gap.fromMs <= mostMs) continue
    if (gap.fromMs > atMs) pieces.push({ fromMs: atMs, toMs: gap.fromMs, isGap: false })
    pieces.push({ ...gap, isGap: true })
    atMs = gap.toMs
  }
  if (lengthMs > atMs) pieces.push({ fromMs: atMs, toMs: lengthMs, isGap: false })
  return layOut(
    pieces,
    pieces.map(({ fromMs, toMs, isGap }) => (isGap ? mostMs : toMs - fromMs)),
  )
}

/** The same rows at the times they are drawn at. */
export function drawAt(tree: Tree, time: TraceTime): Tree {
  return { ...tree, startMs: tree.startMs.map(time.place), endMs: tree.endMs.map(time.place) }
}

/** About `most` round moments of the trace that lie in the window, which is in drawn time, with room between them. */
export function ticksIn(time: TraceTime, { fromMs, toMs }: TimeWindow, most: number): readonly number[] {
  const apartMs = (toMs - fromMs) / Math.max(1, most)
  const step = niceDurationStep(apartMs)
  const ticks: number[] = []
  let freeFrom = -Infinity
  for (const piece of time.pieces) {
    if (piece.isGap || piece.from > toMs || piece.from + piece.size < fromMs) continue
    const [first, last] = [Math.max(piece.fromMs, time.momentAt(fromMs)), Math.min(piece.toMs, time.momentAt(toMs))]
    for (let at = Math.ceil(first / step); at * step <= last; at++) {
      const place = time.place(at * step)
      if (place < freeFrom) continue
      ticks.push(at * step)
      freeFrom = place + apartMs * (1 - 1e-9)
    }
  }
  return ticks
}
