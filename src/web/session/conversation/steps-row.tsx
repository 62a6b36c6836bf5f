import { ListTree } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TurnStep } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { outcomeWords } from '../../trace/rule-words.ts'
import { OutcomeGlyph } from '../../trace/span-look.tsx'
import { KIND_WORDS } from '../../trace/kind-words.ts'
import { KindIcon } from '../../ui/glyphs.tsx'
import { Row } from './row.tsx'
import { useScene } from './scene.ts'
import { chipsOf, type StepChip } from './step-chips.ts'
import { StepCards } from './step-cards.tsx'

const CHIPS_SHOWN = 16

/** What ran between a question and its answer: alike steps as one chip, or each as a card. */
export function StepsRow({ traceId, steps }: { traceId: string; steps: readonly TurnStep[] }) {
  const { steps: shown } = useScene()
  const chips = useMemo(() => chipsOf(steps), [steps])
  const [isWhole, setWhole] = useState(false)
  if (shown === 'none' || (chips.length === 0 && shown === 'tools')) return null
  return (
    <Row icon={ListTree} label="Steps" look="text-ink-3">
      {shown === 'all' ? (
        <StepCards traceId={traceId} steps={steps} />
      ) : (
        <ul className="flex flex-wrap items-center gap-1.5 sm:min-h-8 sm:px-3">
          {(isWhole ? chips : chips.slice(0, CHIPS_SHOWN)).map((chip) => (
            <li key={chip.key} className="max-w-full">
              <Chip traceId={traceId} chip={chip} />
            </li>
          ))}
          {!isWhole && chips.length > CHIPS_SHOWN && (
            <li>
              <button type="button" onClick={() => setWhole(true)} className="min-h-6 px-1 text-12 text-accent hover:underline">
                {formatCount(chips.length - CHIPS_SHOWN)} more
              </button>
            </li>
          )}
        </ul>
      )}
    </Row>
  )
}

/** Pressed again, it goes on to the next of those it stands for; the first is one that went wrong. */
function Chip({ traceId, chip }: { traceId: string; chip: StepChip }) {
  const { selectedSpanId, selectSpan } = useScene()
  const { steps, outcome } = chip
  const at = steps.findIndex(({ spanId }) => spanId === selectedSpanId)
  const first = Math.max(
    0,
    steps.findIndex((step) => step.outcome === outcome),
  )
  const next = steps[at < 0 ? first : (at + 1) % steps.length]!
  const isOften = steps.length > 1
  const look = outcome === 'error' ? 'border-error' : outcome === 'interrupted' ? 'border-waiting' : 'border-border'
  const tip = [
    `${KIND_WORDS[chip.kind]} ${chip.label}`,
    isOften ? `${formatPlural(steps.length, 'time')}, ${formatDuration(chip.durationMs)} together` : '',
    outcome === 'ok' ? '' : `${isOften ? `${formatCount(chip.outcomeCount)} ` : ''}${outcomeWords(outcome).toLowerCase()}`,
    at >= 0 && isOften ? `${formatCount(at + 1)} of ${formatCount(steps.length)} selected` : '',
  ]
  return (
    <button
      type="button"
      aria-pressed={at >= 0}
      data-tip={tip.filter((line) => line !== '').join('\n')}
      onClick={() => selectSpan(traceId, next.spanId)}
      className={`inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-full border bg-surface px-2 text-12 text-ink-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft ${look}`}
    >
      <KindIcon kind={chip.kind} size={12} />
      <bdi className="min-w-0 truncate text-ink">{chip.label}</bdi>
      {isOften && <span>×{formatCount(steps.length)}</span>}
      <span className="flex-none text-ink-2">{steps.some(({ isPending }) => isPending) ? 'running' : formatDuration(chip.durationMs)}</span>
      {outcome !== 'ok' && isOften && chip.outcomeCount < steps.length && <span>{formatCount(chip.outcomeCount)}</span>}
      <OutcomeGlyph outcome={outcome} />
    </button>
  )
}
