import { Ban, CornerUpLeft, Hand, OctagonX, ThumbsDown, type LucideIcon } from 'lucide-react'
import type { Outcome, SpanKind } from '../../model/outcome.ts'
import { outcomeWords } from './rule-words.ts'

export const BAR_COLOURS: Readonly<Record<SpanKind, string>> = {
  llm: 'bg-kind-llm',
  agent: 'bg-kind-agent',
  workflow: 'bg-kind-chain',
  chain: 'bg-kind-chain',
  tool: 'bg-kind-tool',
  retriever: 'bg-kind-retriever',
  embedding: 'bg-kind-embedding',
  reranker: 'bg-kind-reranker',
  guardrail: 'bg-kind-guardrail',
  evaluator: 'bg-kind-evaluator',
  prompt: 'bg-kind-chain',
  event: 'bg-kind-other',
  other: 'bg-kind-other',
}

/** The same colour, for a drawing. */
export function fillOfKind(kind: SpanKind): string {
  return `var(--${BAR_COLOURS[kind].replace('bg-', '')})`
}

type Look = { readonly icon: LucideIcon; readonly color: string; readonly outline: string; readonly soft: string }

/** A pause is violet and never red; an outcome shows as outline and glyph, so that the hue of a bar is left to its kind. */
const LOOKS: Readonly<Partial<Record<Outcome, Look>>> = {
  error: { icon: OctagonX, color: 'text-error', soft: 'bg-error-soft', outline: 'outline-2 outline-offset-1 outline-error' },
  interrupted: { icon: Hand, color: 'text-waiting', soft: 'bg-waiting-soft', outline: 'outline-2 outline-offset-1 outline-waiting' },
  cancelled: { icon: Ban, color: 'text-ink-2', soft: 'bg-sunken', outline: 'outline-1 outline-offset-1 outline-dashed outline-ink-2' },
  rejected: {
    icon: ThumbsDown,
    color: 'text-warning',
    soft: 'bg-warning-soft',
    outline: 'outline-1 outline-offset-1 outline-dashed outline-warning',
  },
  control_flow: { icon: CornerUpLeft, color: 'text-ink-3', soft: 'bg-sunken', outline: '' },
}

export function outlineOf(outcome: Outcome): string {
  return LOOKS[outcome]?.outline ?? ''
}

/** Nothing for `ok`: what went well is quiet. */
export function OutcomeGlyph({ outcome }: { outcome: Outcome }) {
  const look = LOOKS[outcome]
  if (!look) return null
  const Icon = look.icon
  return (
    <span role="img" aria-label={outcomeWords(outcome)} data-tip={outcomeWords(outcome)} className={`inline-flex flex-none ${look.color}`}>
      <Icon size={13} aria-hidden strokeWidth={2.25} />
    </span>
  )
}

export function OutcomeBadge({ outcome, tip }: { outcome: Outcome; tip: string }) {
  const look = LOOKS[outcome]
  const Icon = look?.icon
  return (
    <span
      data-tip={tip}
      tabIndex={0}
      className={`inline-flex flex-none items-center gap-1 rounded-full px-2 py-0.5 text-12 font-medium whitespace-nowrap ${look ? `${look.color} ${look.soft}` : 'bg-ok-soft text-ok'}`}
    >
      {Icon && <Icon size={13} aria-hidden strokeWidth={2.25} />}
      {outcomeWords(outcome)}
    </span>
  )
}

/** How many descendants of a row have an outcome worth opening it for. */
export function Bubbled({ errors, interrupts }: { errors: number; interrupts: number }) {
  return (
    <span className="flex flex-none items-center gap-1 text-11">
      {errors > 0 && (
        <span role="img" aria-label={`${errors} errors inside`} className="flex items-center gap-0.5 text-error">
          {errors}
          <OctagonX size={11} aria-hidden />
        </span>
      )}
      {interrupts > 0 && (
        <span role="img" aria-label={`${interrupts} waiting inside`} className="flex items-center gap-0.5 text-waiting">
          {interrupts}
          <Hand size={11} aria-hidden />
        </span>
      )}
    </span>
  )
}
