import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { endMsOf, startMsOf, type SessionScale } from './folded-time.ts'
import { BARS_PX, BARS_TOP_PX, STRIP_PX } from './strip-layout.ts'
import type { Bars } from './turn-blocks.ts'

/** For what is still running. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={6} height={6} className="fill-running-soft" />
        <rect width={2} height={6} className="fill-running" opacity={0.5} />
      </pattern>
    </defs>
  )
}

/** Around the selected turn. */
export function Ring({ turn, at, scale, bars }: { turn: OutlineTurn; at: number; scale: SessionScale; bars: Bars }) {
  const from = scale.place(startMsOf(turn))
  const lanePx = BARS_PX / bars.laneCount
  return (
    <rect
      x={from - 1}
      y={BARS_TOP_PX + (bars.laneOf[at] ?? 0) * lanePx - 1}
      width={Math.max(scale.place(endMsOf(turn)) - from, 3) + 2}
      height={lanePx + 2}
      rx={4}
      className="pointer-events-none fill-none stroke-ink stroke-2"
    />
  )
}

/** Where the replay is; what has not happened yet is faint. */
export function Needle({ at, widthPx }: { at: number; widthPx: number }) {
  return (
    <g className="pointer-events-none">
      <rect x={at} y={0} width={Math.max(0, widthPx - at)} height={STRIP_PX - 14} className="fill-surface opacity-70" />
      <line x1={at} x2={at} y1={0} y2={STRIP_PX - 14} className="stroke-accent stroke-2" />
      <path d={`M${at - 5} 0h10l-5 7z`} className="fill-accent" />
    </g>
  )
}
