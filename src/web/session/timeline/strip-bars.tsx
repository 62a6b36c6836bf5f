import clsx from 'clsx'
import { Hand, OctagonX } from 'lucide-react'
import { memo } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { Status } from '../../../model/outcome.ts'
import type { PlacedPiece, SessionScale } from './folded-time.ts'
import { BARS_PX, BARS_TOP_PX } from './strip-layout.ts'
import { labelOfPause, tipOfBlock, tipOfMark, tipOfPause } from './strip-words.ts'
import { placeMarks, type Bars, type Block } from './turn-blocks.ts'

/** Narrower bars have no room for an outline around a fill. */
const OUTLINED_FROM_PX = 6
const NUMBER_CHAR_PX = 7

const OUTLINED: Readonly<Record<Status, string>> = {
  ok: 'fill-accent-soft stroke-accent',
  error: 'fill-error-soft stroke-error stroke-2',
  waiting: 'fill-waiting-soft stroke-waiting',
  running: 'stroke-running [stroke-dasharray:3_2]',
}
const SOLID: Readonly<Record<Status, string>> = {
  ok: 'fill-accent opacity-70',
  error: 'fill-error',
  waiting: 'fill-waiting',
  running: 'fill-running',
}

type BarsProps = { turns: readonly OutlineTurn[]; scale: SessionScale; bars: Bars; hatchId: string }

/** Pauses, turns and the glyphs over them. What has `data-turn` stands for that one turn. */
export const StripBars = memo(function StripBars({ turns, scale, bars, hatchId }: BarsProps) {
  return (
    <>
      {scale.pieces.map((piece) => piece.kind !== 'active' && piece.size >= 4 && <Pause key={piece.fromMs} piece={piece} />)}
      {bars.blocks.map((block) => (
        <Bar key={block.first} block={block} turns={turns} lanePx={BARS_PX / bars.laneCount} hatchId={hatchId} />
      ))}
      {placeMarks(turns, scale).map((mark) => (
        <g
          key={mark.turns[0]}
          data-turn={mark.turns[0]}
          data-tip={tipOfMark(mark, turns)}
          className={mark.status === 'error' ? 'text-error' : 'text-waiting'}
        >
          <rect x={mark.from} width={13} height={BARS_TOP_PX} fill="transparent" />
          {mark.status === 'error' ? (
            <OctagonX x={mark.from} y={1} size={12} strokeWidth={2.25} />
          ) : (
            <Hand x={mark.from} y={1} size={12} strokeWidth={2.25} />
          )}
        </g>
      ))}
    </>
  )
})

type BarProps = { block: Block; turns: readonly OutlineTurn[]; lanePx: number; hatchId: string }

function Bar({ block, turns, lanePx, hatchId }: BarProps) {
  const { from, size, status, count, first, lane } = block
  // One of many does not colour them all.
  const look = count > 1 ? 'ok' : status
  const isOutlined = size >= OUTLINED_FROM_PX
  const top = BARS_TOP_PX + lane * lanePx
  const heightPx = Math.max(lanePx - 2, 3)
  const number = String((turns[first]?.index ?? first) + 1)
  const hasNumber = count === 1 && heightPx >= 12 && size >= number.length * NUMBER_CHAR_PX + 6
  return (
    <g data-turn={count === 1 ? first : undefined} data-tip={tipOfBlock(block, turns)}>
      <rect
        x={from + (isOutlined ? 1 : 0)}
        y={top + 1}
        width={isOutlined ? size - 2 : Math.max(size - 1, 1.5)}
        height={heightPx}
        rx={isOutlined ? 3 : 1}
        fill={look === 'running' && isOutlined ? `url(#${hatchId})` : undefined}
        className={isOutlined ? OUTLINED[look] : SOLID[look]}
      />
      {look !== status && <rect x={from} y={top + 1} width={size - 1} height={Math.min(5, heightPx)} className={SOLID[status]} />}
      {hasNumber && (
        <text x={from + size / 2} y={top + 1 + heightPx / 2} className="fill-ink text-11 [dominant-baseline:central] [text-anchor:middle]">
          {number}
        </text>
      )}
    </g>
  )
}

function Pause({ piece }: { piece: PlacedPiece }) {
  const middle = BARS_TOP_PX + BARS_PX / 2
  const label = labelOfPause(piece)
  const isWait = piece.kind === 'waiting'
  return (
    <g data-tip={tipOfPause(piece)}>
      <rect
        x={piece.from}
        y={BARS_TOP_PX + 1}
        width={piece.size}
        height={BARS_PX - 2}
        className={clsx(isWait ? 'fill-waiting-soft' : 'fill-transparent', isWait && !piece.isOpen && 'opacity-60')}
      />
      <line
        x1={piece.from + 3}
        x2={piece.from + piece.size - 3}
        y1={middle}
        y2={middle}
        className={clsx('[stroke-dasharray:2_3]', isWait ? 'stroke-waiting' : 'stroke-control')}
      />
      {label !== '' && (
        <text
          x={piece.from + piece.size / 2}
          y={middle}
          className={clsx(
            'text-11 [dominant-baseline:central] [paint-order:stroke] [stroke-width:6px] [text-anchor:middle]',
            isWait ? 'fill-waiting stroke-waiting-soft' : 'fill-ink-3 stroke-surface',
          )}
        >
          {label}
        </text>
      )}
    </g>
  )
}
