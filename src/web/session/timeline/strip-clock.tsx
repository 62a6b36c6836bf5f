import { browserZone, formatClock, formatDateTime } from '../../format/time.ts'
import type { PlacedPiece, SessionScale } from './folded-time.ts'
import { CLOCK_BASE_PX } from './strip-layout.ts'
import { labelOfPause } from './strip-words.ts'

const DATE_PX = 96
const CLOCK_PX = 56
const ZONED_FROM_PX = 640

type Label = { readonly from: number; readonly text: string }

/** The clock under the strip: where it begins, where work goes on after a break with words, and where it ends. */
export function StripClock({ scale, nowMs }: { scale: SessionScale; nowMs: number }) {
  const last = scale.pieces.at(-1)
  if (!last) return null
  const zone = scale.length >= ZONED_FROM_PX ? ` ${browserZone()}` : ''
  const end = (last.isOpen ? 'now' : formatClock(new Date(last.toMs))) + zone
  const endPx = end.length * 6.2
  return (
    <g className="fill-ink-3 text-11">
      {labelsOf(scale.pieces, scale.length - endPx - 8, nowMs).map(({ from, text }) => (
        <text key={from} x={from} y={CLOCK_BASE_PX}>
          {text}
        </text>
      ))}
      {scale.length > DATE_PX + endPx && (
        <text x={scale.length} y={CLOCK_BASE_PX} className="[text-anchor:end]">
          {end}
        </text>
      )}
    </g>
  )
}

function labelsOf(pieces: readonly PlacedPiece[], roomPx: number, nowMs: number): readonly Label[] {
  const labels: Label[] = []
  let freeFrom = 0
  let day = ''
  pieces.forEach((piece, at) => {
    const before = pieces[at - 1]
    const isAfterBreak = before === undefined || (before.kind !== 'active' && labelOfPause(before) !== '')
    if (piece.kind !== 'active' || !isAfterBreak || piece.from < freeFrom) return
    const moment = new Date(piece.fromMs)
    const isNewDay = moment.toDateString() !== day
    const widthPx = isNewDay ? DATE_PX : CLOCK_PX
    if (before !== undefined && piece.from + widthPx > roomPx) return
    labels.push({ from: piece.from, text: isNewDay ? formatDateTime(piece.fromMs, nowMs) : formatClock(moment) })
    freeFrom = piece.from + widthPx + 8
    day = moment.toDateString()
  })
  return labels
}
