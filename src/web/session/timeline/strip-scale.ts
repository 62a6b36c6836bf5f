import { layOut } from '../../chart/folded-scale.ts'
import type { Piece, SessionScale } from './folded-time.ts'

/** Room for the words in a break. */
export const BREAK_PX = 64
const OPEN_WAIT_PX = 112
const SHORT_BREAK_PX = 12
const LONG_PAUSE_MS = 5 * 60_000
const LEAST_ACTIVE_PX = 6
const PAUSE_IN_REPLAY_MS = 1000

type Limits = { readonly least: number; readonly most: number }

/** Work to scale over `widthPx`, as far as each piece stays visible; pauses to scale until they are as long as a break. */
export function fitToWidth(pieces: readonly Piece[], widthPx: number): SessionScale {
  const limits = limitsOf(pieces, widthPx)
  const sizesAt = (pxPerMs: number) =>
    pieces.map((piece, at) => Math.min(Math.max((piece.toMs - piece.fromMs) * pxPerMs, limits[at]?.least ?? 0), limits[at]?.most ?? 0))
  const shortestMs = pieces.reduce((least, { fromMs, toMs }) => (toMs > fromMs ? Math.min(least, toMs - fromMs) : least), Infinity)
  let [low, high] = [0, Number.isFinite(shortestMs) ? widthPx / shortestMs : 0]
  for (let halvings = 0; halvings < 60; halvings++) {
    const middle = (low + high) / 2
    if (sum(sizesAt(middle)) > widthPx) high = middle
    else low = middle
  }
  const sizes = sizesAt(low)
  const total = sum(sizes)
  return layOut(
    pieces,
    sizes.map((size) => (total > 0 ? (size * widthPx) / total : widthPx / pieces.length)),
  )
}

/** A few breaks all get words. Of many, the long ones share what room there is, and short ones stay out of their way. */
function limitsOf(pieces: readonly Piece[], widthPx: number): readonly Limits[] {
  const pauses = pieces.filter(({ kind, isOpen }) => kind !== 'active' && !isOpen)
  const longCount = pauses.filter(isLong).length
  const isFew = pauses.length * BREAK_PX <= widthPx * 0.35
  const long = isFew ? BREAK_PX : Math.min(BREAK_PX, (widthPx * 0.3) / longCount)
  const short = isFew ? BREAK_PX : Math.min(SHORT_BREAK_PX, (widthPx * 0.15) / (pauses.length - longCount))
  const least = Math.min(LEAST_ACTIVE_PX, (widthPx * 0.4) / Math.max(1, pieces.length - pauses.length))
  const open = Math.min(OPEN_WAIT_PX, widthPx * 0.25)
  return pieces.map((piece) => {
    if (piece.kind === 'active') return { least, most: Infinity }
    if (piece.isOpen) return { least: open, most: open }
    return { least: 0, most: isLong(piece) ? long : short }
  })
}

function isLong({ fromMs, toMs }: Piece): boolean {
  return toMs - fromMs >= LONG_PAUSE_MS
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0)
}

/** Work in its real time, pauses of a second at most, nothing after the last work. */
export function replayScale(pieces: readonly Piece[]): SessionScale {
  const played = pieces.filter(({ isOpen }) => !isOpen)
  return layOut(
    played,
    played.map(({ kind, fromMs, toMs }) => (kind === 'active' ? toMs - fromMs : Math.min(toMs - fromMs, PAUSE_IN_REPLAY_MS))),
  )
}
