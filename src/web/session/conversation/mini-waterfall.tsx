import { useState } from 'react'
import type { Turn, TurnStep } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatPlural } from '../../format/number.ts'
import { BAR_COLOURS, OutcomeGlyph, outlineOf } from '../../trace/span-look.tsx'
import { KindIcon } from '../../ui/glyphs.tsx'
import { useScene } from './scene.ts'

const ROWS_SHOWN = 40

/** When each step of a turn ran; choosing one shows it. */
export function MiniWaterfall({ turn }: { turn: Turn }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? turn.steps : turn.steps.slice(0, ROWS_SHOWN)
  const rest = turn.steps.length - shown.length
  return (
    <>
      <ol className="flex flex-col">
        {shown.map((step) => (
          <li key={step.spanId}>
            <StepBar turn={turn} step={step} />
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <button type="button" onClick={() => setWhole(true)} className="min-h-6 text-12 text-accent hover:underline">
          Show {formatPlural(rest, 'more step')}
        </button>
      )}
    </>
  )
}

function StepBar({ turn, step }: { turn: Turn; step: TurnStep }) {
  const { selectSpan } = useScene()
  const lengthMs = Math.max(turn.durationMs, 0.001)
  const startMs = Math.max(0, Date.parse(step.startedAt) - Date.parse(turn.startedAt))
  const left = Math.min(startMs / lengthMs, 1) * 100
  const width = Math.min(step.durationMs / lengthMs, 1 - left / 100) * 100
  return (
    <button
      type="button"
      onClick={() => selectSpan(turn.traceId, step.spanId)}
      data-tip={`starts at ${formatDuration(startMs)}, lasts ${formatDuration(step.durationMs)}`}
      className="grid min-h-6 w-full grid-cols-[minmax(0,11fr)_minmax(0,9fr)] items-center gap-2 rounded-control px-1 text-start text-12 hover:bg-hover"
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <KindIcon kind={step.kind} size={12} />
        <bdi className="min-w-0 flex-1 truncate">{step.name}</bdi>
        <OutcomeGlyph outcome={step.outcome} />
        <span className="flex-none text-ink-3">{step.isPending ? 'running' : formatDuration(step.durationMs)}</span>
      </span>
      <span className="relative h-2.5 rounded-[2px] bg-sunken">
        <span
          className={`absolute inset-y-0 min-w-0.5 rounded-[2px] ${BAR_COLOURS[step.kind]} ${outlineOf(step.outcome)}`}
          style={{ left: `min(${left}%, calc(100% - 2px))`, width: `${width}%` }}
        />
      </span>
    </button>
  )
}
