import type { TurnStep } from '../../../api/contract/turn.ts'
import type { Outcome, SpanKind } from '../../../model/outcome.ts'

/** Alike steps together. */
export type StepChip = {
  readonly key: string
  readonly kind: SpanKind
  readonly label: string
  /** In start order. */
  readonly steps: readonly TurnStep[]
  /** Together. */
  readonly durationMs: number
  /** The worst of them. */
  readonly outcome: Outcome
  /** How many ended that way. */
  readonly outcomeCount: number
}

const WORST_FIRST: readonly Outcome[] = ['error', 'interrupted', 'rejected', 'cancelled', 'control_flow', 'ok']

/** What ran, in the order it first ran. The agent around everything else says nothing that the turn does not. */
export function chipsOf(steps: readonly TurnStep[]): StepChip[] {
  const parents = new Set(steps.map(({ parentId }) => parentId))
  const isFrame = (step: TurnStep) => step.parentId === undefined && parents.has(step.spanId) && step.kind !== 'tool' && step.kind !== 'llm'
  const alike = new Map<string, TurnStep[]>()
  for (const step of steps) {
    if (isFrame(step)) continue
    const key = JSON.stringify([step.kind, labelOf(step)])
    alike.set(key, [...(alike.get(key) ?? []), step])
  }
  return [...alike].map(([key, together]) => {
    const outcome = WORST_FIRST.find((one) => together.some((step) => step.outcome === one)) ?? 'ok'
    return {
      key,
      kind: together[0]!.kind,
      label: labelOf(together[0]!),
      steps: together,
      durationMs: together.reduce((sum, step) => sum + step.durationMs, 0),
      outcome,
      outcomeCount: together.filter((step) => step.outcome === outcome).length,
    }
  })
}

function labelOf({ kind, model, name }: TurnStep): string {
  return (kind === 'llm' || kind === 'embedding') && model !== undefined ? model : name
}
