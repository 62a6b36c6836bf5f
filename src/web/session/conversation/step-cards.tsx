import { useMemo, useState } from 'react'
import type { TurnStep } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { OutcomeGlyph } from '../../trace/span-look.tsx'
import { KindIcon } from '../../ui/glyphs.tsx'
import { useScene } from './scene.ts'

const CARDS_SHOWN = 40
const DEPTH_MAX = 4

/** Every step with the beginning of what went in and came out, each under the one that ran it. */
export function StepCards({ traceId, steps }: { traceId: string; steps: readonly TurnStep[] }) {
  const depths = useMemo(() => depthsOf(steps), [steps])
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? steps : steps.slice(0, CARDS_SHOWN)
  return (
    <ol className="flex flex-col gap-1">
      {shown.map((step) => (
        <li key={step.spanId} style={{ marginInlineStart: Math.min(depths.get(step.spanId) ?? 0, DEPTH_MAX) * 12 }}>
          <StepCard traceId={traceId} step={step} />
        </li>
      ))}
      {shown.length < steps.length && (
        <li>
          <button type="button" onClick={() => setWhole(true)} className="min-h-6 px-1 text-12 text-accent hover:underline">
            Show {formatPlural(steps.length - shown.length, 'more step')}
          </button>
        </li>
      )}
    </ol>
  )
}

function StepCard({ traceId, step }: { traceId: string; step: TurnStep }) {
  const { selectedSpanId, selectSpan } = useScene()
  const look = step.outcome === 'error' ? 'border-error' : step.outcome === 'interrupted' ? 'border-waiting' : 'border-border'
  return (
    <button
      type="button"
      aria-pressed={step.spanId === selectedSpanId}
      onClick={() => selectSpan(traceId, step.spanId)}
      className={`block w-full rounded-control border bg-surface px-2 py-1 text-start text-12 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft ${look}`}
    >
      <span className="flex min-h-5 items-center gap-1.5">
        <KindIcon kind={step.kind} size={13} />
        <bdi className="min-w-0 truncate font-medium text-ink">{step.name}</bdi>
        {step.model !== undefined && <bdi className="min-w-0 truncate text-ink-2">{step.model}</bdi>}
        <OutcomeGlyph outcome={step.outcome} />
        <span className="ms-auto flex-none text-ink-2">
          {step.totalTokens !== undefined && `${formatCount(step.totalTokens)} tokens · `}
          {step.isPending ? 'running' : formatDuration(step.durationMs)}
        </span>
      </span>
      <Excerpt mark="in" text={step.input} />
      <Excerpt mark="out" text={step.output} />
    </button>
  )
}

function Excerpt({ mark, text }: { mark: string; text: string | undefined }) {
  if (text === undefined || text === '') return null
  return (
    <span className="flex gap-2">
      <span className="w-6 flex-none text-ink-2">{mark}</span>
      <span dir="auto" className="line-clamp-3 min-w-0 flex-1 font-mono whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
        {text}
      </span>
    </span>
  )
}

/** How many steps lie above each. A parent begins before its children, so it has its depth by then. */
function depthsOf(steps: readonly TurnStep[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  for (const { spanId, parentId } of steps) depths.set(spanId, parentId === undefined ? 0 : (depths.get(parentId) ?? -1) + 1)
  return depths
}
