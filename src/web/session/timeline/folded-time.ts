import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { Placed, Scale, Stretch } from '../../chart/folded-scale.ts'

/** A stretch of real time in which one thing goes on; the pieces of a session touch each other. `isOpen`: it lasts until now. */
export type Piece = Stretch & { readonly kind: 'active' | 'waiting' | 'idle'; readonly isOpen?: boolean }
export type PlacedPiece = Placed<Piece>
export type SessionScale = Scale<Piece>

/** Where the session worked, waited for a human, and rested. Turns are in start order; an open wait lasts until `nowMs`. */
export function cutIntoPieces(turns: readonly OutlineTurn[], nowMs: number): readonly Piece[] {
  const waits = turns.map((turn, at) => waitsOf(turn, turns[at + 1], nowMs))
  const busy = turns.flatMap((turn, at) => busyOf(turn, waits[at] ?? [])).sort((left, right) => left.fromMs - right.fromMs)
  const pauses = union(waits.flat())
  const pieces: Piece[] = []
  let endMs = busy[0]?.fromMs ?? 0
  busy.forEach(({ fromMs, toMs }, at) => {
    if (fromMs > endMs) pieces.push(...cutGap(endMs, fromMs, pauses))
    const nextMs = busy[at + 1]?.fromMs ?? Infinity
    endMs = Math.max(endMs, toMs)
    if (nextMs > fromMs) pieces.push({ kind: 'active', fromMs, toMs: Math.min(endMs, nextMs) })
  })
  if (isStillWaiting(turns) && nowMs > endMs) pieces.push({ kind: 'waiting', fromMs: endMs, toMs: nowMs, isOpen: true })
  return pieces
}

export function isStillWaiting(turns: readonly OutlineTurn[]): boolean {
  const last = turns.at(-1)
  return last?.status === 'waiting' && last.waits.some((wait) => wait.answeredAt === undefined)
}

export function startMsOf(turn: OutlineTurn): number {
  return Date.parse(turn.startedAt)
}

export function endMsOf(turn: OutlineTurn): number {
  return startMsOf(turn) + turn.durationMs
}

/** A pause that nothing answered ends where the session goes on. */
function waitsOf(turn: OutlineTurn, next: OutlineTurn | undefined, nowMs: number): readonly Stretch[] {
  const openToMs = next ? startMsOf(next) : turn.status === 'waiting' ? nowMs : endMsOf(turn)
  return turn.waits
    .map(({ since, answeredAt }) => ({ fromMs: Date.parse(since), toMs: answeredAt === undefined ? openToMs : Date.parse(answeredAt) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((left, right) => left.fromMs - right.fromMs)
}

function busyOf(turn: OutlineTurn, waits: readonly Stretch[]): readonly Stretch[] {
  const endMs = endMsOf(turn)
  const busy: Stretch[] = []
  let fromMs = startMsOf(turn)
  for (const wait of waits) {
    if (wait.fromMs > fromMs) busy.push({ fromMs, toMs: Math.min(wait.fromMs, endMs) })
    fromMs = Math.max(fromMs, wait.toMs)
  }
  if (fromMs < endMs || busy.length === 0) busy.push({ fromMs: Math.min(fromMs, endMs), toMs: endMs })
  return busy
}

function union(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: Stretch[] = []
  for (const one of [...stretches].sort((left, right) => left.fromMs - right.fromMs)) {
    const last = merged.at(-1)
    if (last && one.fromMs <= last.toMs) merged[merged.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, one.toMs) }
    else merged.push(one)
  }
  return merged
}

function cutGap(fromMs: number, toMs: number, pauses: readonly Stretch[]): readonly Piece[] {
  const pieces: Piece[] = []
  let atMs = fromMs
  for (const pause of pauses) {
    const [startMs, stopMs] = [Math.max(pause.fromMs, atMs), Math.min(pause.toMs, toMs)]
    if (stopMs <= startMs) continue
    if (startMs > atMs) pieces.push({ kind: 'idle', fromMs: atMs, toMs: startMs })
    pieces.push({ kind: 'waiting', fromMs: startMs, toMs: stopMs })
    atMs = stopMs
  }
  if (atMs < toMs) pieces.push({ kind: 'idle', fromMs: atMs, toMs })
  return pieces
}
