import type { Turn, TurnStep } from '../../api/contract/turn.ts'
import { isoFromUnixNano, msFromNano } from '../../base/time.ts'
import type { SpanKind } from '../../model/outcome.ts'
import { modelOf, type SpanFact } from '../../model/span-fact.ts'
import { assembleSpanRow } from '../assemble-spans.ts'
import { reported } from '../assemble-totals.ts'
import type { TraceShape } from './heard-trace.ts'

const MOST_STEPS = 500
const PLUMBING: ReadonlySet<SpanKind> = new Set<SpanKind>(['chain', 'workflow', 'other', 'event', 'prompt'])

/** In start order; when there are more than can be sent, what did not end well is among the first to stay. */
export function assembleSteps(shape: TraceShape, wanted: 'none' | 'tools' | 'all'): Pick<Turn, 'steps' | 'stepCount'> {
  const { facts } = shape.tree
  const chosen = facts.flatMap((_, index) => (wanted === 'all' || isStep(shape, index) ? index : []))
  if (wanted === 'none') return { stepCount: chosen.length, steps: [] }
  const kept = chosen.length <= MOST_STEPS ? chosen : mostTelling(shape, chosen)
  const nearest = nearestAmong(shape, new Set(kept))
  return { stepCount: chosen.length, steps: kept.map((index) => assembleStep(shape, index, nearest[index]!)) }
}

function outcomeOf({ outcomes }: TraceShape, { spanId, outcome }: SpanFact) {
  return outcomes.get(spanId)?.outcome ?? outcome
}

function isStep(shape: TraceShape, index: number): boolean {
  const { facts, parent } = shape.tree
  const fact = facts[index]!
  if (PLUMBING.has(fact.kind)) return !['ok', 'control_flow'].includes(outcomeOf(shape, fact))
  const above = facts[parent[index]!]
  // A tool inside a tool with the same call is that call again.
  return !(
    fact.kind === 'tool' &&
    above?.kind === 'tool' &&
    (fact.answeredCallIds.length === 0 || fact.answeredCallIds.some((id) => above.answeredCallIds.includes(id)))
  )
}

function mostTelling(shape: TraceShape, indexes: readonly number[]): number[] {
  const isBad = (index: number) => !['ok', 'control_flow'].includes(outcomeOf(shape, shape.tree.facts[index]!))
  const bad = indexes.filter(isBad).slice(0, MOST_STEPS / 2)
  const rest = indexes.filter((index) => !bad.includes(index)).slice(0, MOST_STEPS - bad.length)
  return [...bad, ...rest].sort((a, b) => a - b)
}

/** Of each span the nearest of these above it, -1 when there is none. */
function nearestAmong({ tree: { facts, parent, parentsFirst } }: TraceShape, kept: ReadonlySet<number>): Int32Array {
  const nearest = new Int32Array(facts.length).fill(-1)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (up !== -1) nearest[index] = kept.has(up) ? up : nearest[up]!
  }
  return nearest
}

function assembleStep(shape: TraceShape, index: number, above: number): TurnStep {
  const { facts } = shape.tree
  const fact = facts[index]!
  const outcome = outcomeOf(shape, fact)
  const row = assembleSpanRow(fact, shape.counted.has(fact.spanId), shape.outcomes.get(fact.spanId))
  return {
    spanId: fact.spanId,
    parentId: facts[above]?.spanId,
    kind: fact.kind,
    name: fact.kind === 'tool' ? fact.toolName || fact.name : fact.name,
    outcome,
    isRecovered: (outcome === 'error' && shape.trace.isRecovered) || undefined,
    isPending: fact.isPending || undefined,
    startedAt: isoFromUnixNano(fact.startUnixNano),
    durationMs: msFromNano(fact.endUnixNano - fact.startUnixNano),
    model: reported(modelOf(fact)),
    promptTokens: row.promptTokens,
    completionTokens: row.completionTokens,
    totalTokens: row.totalTokens,
    cachedPromptTokens: row.cachedPromptTokens,
    reasoningTokens: row.reasoningTokens,
    costUsd: row.costUsd,
    callId: fact.kind === 'tool' ? [...fact.answeredCallIds, ...fact.askedCallIds][0] : undefined,
    input: reported(fact.inputPreview),
    output: reported(fact.outputPreview),
  }
}
