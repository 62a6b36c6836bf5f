import type { SpanList, SpanRow } from '../api/contract/span.ts'
import { isoFromUnixNano, msFromNano } from '../base/time.ts'
import { OUTCOMES, SPAN_KINDS } from '../model/outcome.ts'
import { RUNS_TOOLS } from '../model/reading.ts'
import { modelOf, type SpanFact } from '../model/span-fact.ts'
import { totalTokensOf } from '../model/usage.ts'
import { countedSpanIds, isCall, isEstimate, joinNotes, settledOutcomes, type SettledOutcome } from '../rollup/rollup.ts'
import { costOf, reported } from './assemble-totals.ts'

/** What only the whole trace can say of its spans. */
export type TraceSense = { readonly counted: ReadonlySet<string>; readonly outcomes: ReadonlyMap<string, SettledOutcome> }

/** False when the rest of the trace has no say in it: no usage that could count twice, no error that could be the caller leaving. */
export function isSharedSense({ usage, costNanoUsd, isBareError, origin, marks }: SpanFact): boolean {
  return origin !== 'span' || usage !== undefined || costNanoUsd !== undefined || isBareError || marks.includes(RUNS_TOOLS)
}

/** The spans among these facts, with what notes say of them. */
export function spansAmong(facts: readonly SpanFact[]): readonly SpanFact[] {
  const { spans } = joinNotes(facts)
  return spans.some(isStandIn) ? spans.filter((span) => !isStandIn(span)) : spans
}

/** Of what lies below a span, what tells what was said in it; `facts` of its trace. */
export function speakingNotes(below: readonly SpanFact[], facts: readonly SpanFact[]): readonly SpanFact[] {
  const told = new Set(joinNotes(facts).told.map((fact) => fact.spanId))
  return below.filter(
    ({ origin, kind, spanId }) => (origin === 'note' && kind !== 'tool') || (told.has(spanId) && (kind === 'llm' || kind === 'agent')),
  )
}

/** There is nothing to show of a span that has not come. */
function isStandIn({ origin }: SpanFact): boolean {
  return origin === 'note'
}

export function senseOf(facts: readonly SpanFact[]): TraceSense {
  return { counted: countedSpanIds(facts), outcomes: settledOutcomes(facts) }
}

export function assembleSpanRow(fact: SpanFact, isCounted: boolean, settled: SettledOutcome | undefined): SpanRow {
  return {
    id: fact.spanId,
    traceId: fact.traceId,
    parentId: reported(fact.parentSpanId),
    name: fact.name,
    kind: fact.kind,
    startedAt: isoFromUnixNano(fact.startUnixNano),
    startUnixNano: fact.startUnixNano.toString(),
    durationMs: msFromNano(fact.endUnixNano - fact.startUnixNano),
    outcome: settled?.outcome ?? fact.outcome,
    outcomeRule: settled?.rule ?? fact.outcomeRule,
    isPending: fact.isPending || undefined,
    model: reported(modelOf(fact)),
    provider: reported(fact.provider),
    finishReasons: fact.finishReasons.length === 0 ? undefined : [...fact.finishReasons],
    ttftMs: fact.ttftNano === undefined ? undefined : fact.ttftNano / 1e6,
    promptTokens: fact.usage?.promptTokens,
    completionTokens: fact.usage?.completionTokens,
    totalTokens: totalTokensOf(fact.usage),
    cachedPromptTokens: fact.usage?.cachedPromptTokens,
    reasoningTokens: fact.usage?.reasoningTokens,
    counted: isCounted,
    ...costOfSpan(fact, isCounted),
  }
}

/** What repeats the usage of its calls is not paid once more: its price is shown only where it counts. */
function costOfSpan(fact: SpanFact, isCounted: boolean): Pick<SpanRow, 'costUsd' | 'costSource'> {
  const isShown = isCounted || !isEstimate(fact) || isCall(fact)
  return isShown ? { costUsd: costOf(fact.costNanoUsd), costSource: fact.costSource || undefined } : {}
}

/** `facts` in start order. */
export function assembleSpanRows(stored: readonly SpanFact[]): SpanList {
  const facts = spansAmong(stored)
  const { counted, outcomes } = senseOf(facts)
  return { items: facts.map((fact) => assembleSpanRow(fact, counted.has(fact.spanId), outcomes.get(fact.spanId))) }
}

/** The same as arrays with dictionaries: a trace of 10,000 spans stays small and quick to parse. */
export function assembleSpanColumns(stored: readonly SpanFact[]): SpanList {
  const facts = spansAmong(stored)
  const { counted, outcomes } = senseOf(facts)
  const names = dictionary()
  const models = dictionary()
  const origin = facts[0]?.startUnixNano ?? 0n
  const columns = {
    id: facts.map((fact) => fact.spanId),
    parentId: facts.map((fact) => fact.parentSpanId),
    name: facts.map((fact) => names.indexOf(fact.name)),
    kind: facts.map((fact) => SPAN_KINDS.indexOf(fact.kind)),
    outcome: facts.map((fact) => OUTCOMES.indexOf(outcomes.get(fact.spanId)?.outcome ?? fact.outcome)),
    model: facts.map((fact) => (modelOf(fact) === '' ? -1 : models.indexOf(modelOf(fact)))),
    startMs: facts.map((fact) => msFromNano(fact.startUnixNano - origin)),
    durationMs: facts.map((fact) => msFromNano(fact.endUnixNano - fact.startUnixNano)),
    promptTokens: facts.map((fact) => fact.usage?.promptTokens ?? -1),
    completionTokens: facts.map((fact) => fact.usage?.completionTokens ?? -1),
    totalTokens: facts.map((fact) => totalTokensOf(fact.usage) ?? -1),
    counted: facts.map((fact) => (counted.has(fact.spanId) ? 1 : 0)),
    pending: facts.some((fact) => fact.isPending) ? facts.map((fact) => (fact.isPending ? 1 : 0)) : undefined,
  }
  return {
    items: [],
    columns,
    dictionaries: { names: names.words, kinds: [...SPAN_KINDS], outcomes: [...OUTCOMES], models: models.words },
    originUnixNano: origin.toString(),
  }
}

function dictionary() {
  const indexes = new Map<string, number>()
  const words: string[] = []
  return {
    words,
    indexOf(word: string): number {
      const known = indexes.get(word)
      if (known !== undefined) return known
      indexes.set(word, words.length)
      return words.push(word) - 1
    },
  }
}
