import { Link } from '@tanstack/react-router'
import type { OutlineTurn, Turn } from '../../../api/contract/turn.ts'
import { formatCount } from '../../format/number.ts'
import { buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Figures } from '../../ui/figures.tsx'
import { StatusBadge } from '../../ui/glyphs.tsx'
import { CostOf, Count, Duration, IdText, When } from '../../ui/value.tsx'
import { MiniWaterfall } from './mini-waterfall.tsx'
import { useScene } from './scene.ts'
import { useTurn } from './use-turn.ts'

/** The turn that is read, in numbers and in time. */
export function TurnSummary({ place }: { place: OutlineTurn }) {
  const { project, sessionId, steps } = useScene()
  const turn = useTurn(project, sessionId, place, steps)
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex min-w-0 flex-wrap items-center gap-2 pe-8 lg:pe-0">
        <h2 className="text-16 font-semibold">Turn {place.index + 1}</h2>
        <StatusBadge status={place.status} />
        <Link
          to="/p/$project/traces/$traceId"
          params={{ project, traceId: place.traceId }}
          className={`ms-auto ${buttonClass()}`}
          data-tip="Open the trace of this turn  O"
        >
          Open trace
        </Link>
      </div>
      <div className="min-w-0">
        <bdi className="block font-medium [overflow-wrap:anywhere]">{place.name}</bdi>
        <div className="flex min-w-0 items-center text-12 text-ink-3">
          <span className="min-w-0 truncate">
            trace <IdText id={place.traceId} />
          </span>
          <CopyButton text={place.traceId} label="Copy trace id" className="!size-6" />
        </div>
      </div>
      <Numbers place={place} />
      {place.models.length > 0 && <Names word="Models" names={place.models} />}
      {place.tools.length > 0 && <Names word="Tools" names={place.tools} />}
      {turn.data && <Steps turn={turn.data} />}
    </div>
  )
}

function Numbers({ place }: { place: OutlineTurn }) {
  const { isApproximate } = place
  const cached = place.cachedPromptTokens ? `${formatCount(place.cachedPromptTokens)} of them cached` : undefined
  const reasoning = place.reasoningTokens ? `${formatCount(place.reasoningTokens)} of them reasoning` : undefined
  return (
    <Figures
      figures={[
        { label: 'Duration', value: <Duration ms={place.durationMs} /> },
        { label: 'Spans', value: <Count value={place.spanCount} /> },
        { label: 'Errors', value: <span className={place.errorCount > 0 ? 'text-error' : ''}>{formatCount(place.errorCount)}</span> },
        { label: 'Prompt', value: <Count value={place.promptTokens} isApproximate={isApproximate} tip={cached} /> },
        { label: 'Completion', value: <Count value={place.completionTokens} isApproximate={isApproximate} tip={reasoning} /> },
        { label: 'Total tokens', value: <Count value={place.totalTokens} isApproximate={isApproximate} /> },
        { label: 'Cost', value: <CostOf row={place} /> },
        { label: 'Started', value: <When at={place.startedAt} /> },
      ]}
    />
  )
}

function Names({ word, names }: { word: string; names: readonly string[] }) {
  return (
    <div className="flex flex-wrap items-baseline gap-1.5">
      <span className="text-12 text-ink-3">{word}</span>
      {names.map((name) => (
        <bdi key={name} className="max-w-full truncate rounded-full border border-border px-2 text-12">
          {name}
        </bdi>
      ))}
    </div>
  )
}

function Steps({ turn }: { turn: Turn }) {
  if (turn.steps.length === 0) return null
  return (
    <section aria-label="Steps in time">
      <h3 className="pb-1 text-12 font-semibold text-ink-2">
        Steps {formatCount(turn.steps.length)}
        {turn.stepCount > turn.steps.length && ` of ${formatCount(turn.stepCount)}`}
      </h3>
      <MiniWaterfall turn={turn} />
    </section>
  )
}
