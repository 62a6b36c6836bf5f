import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import type { SpanTree } from './span-tree.ts'

const MAX_NAMES = 100

type Facets = Pick<
  Trace,
  'kinds' | 'requestedModels' | 'providers' | 'finishReasons' | 'ttftNano' | 'errorTypes' | 'errorMessages' | 'settled'
>

/** What the spans of a trace are, for those who look for traces. `facts`: as stored, at least those of the tree. */
export function traceFacets({ facts: joined }: SpanTree, outcomes: readonly Outcome[], facts: readonly SpanFact[]): Facets {
  const spans = joined.filter(({ origin }) => origin !== 'note')
  const failed = joined.filter((_, index) => outcomes[index] === 'error')
  const waits = spans.flatMap(({ ttftNano }) => ttftNano ?? [])
  return {
    kinds: [...new Set(spans.map((fact) => fact.kind))].sort(),
    requestedModels: names(spans, (fact) => fact.requestModel),
    providers: names(spans, (fact) => fact.provider),
    finishReasons: [...new Set(spans.flatMap((fact) => fact.finishReasons))].sort().slice(0, MAX_NAMES),
    ttftNano: waits.length === 0 ? undefined : waits.reduce((longest, wait) => Math.max(longest, wait)),
    errorTypes: names(failed, (fact) => fact.errorType),
    errorMessages: names(failed, (fact) => fact.errorMessage),
    settled: settledApart(joined, outcomes, facts),
  }
}

/** Distinct and not empty, sorted. */
export function names(facts: readonly SpanFact[], read: (fact: SpanFact) => string, max = MAX_NAMES): string[] {
  const found = new Set(facts.map(read))
  found.delete('')
  return [...found].sort().slice(0, max)
}

function settledApart(joined: readonly SpanFact[], outcomes: readonly Outcome[], facts: readonly SpanFact[]): Trace['settled'] {
  const known = new Map(joined.map((fact, index) => [fact.spanId, outcomes[index]!]))
  const apart = facts.flatMap(({ spanId, origin, outcome }): Trace['settled'][number][] => {
    const settled: Outcome | '' = known.get(spanId) ?? ''
    return origin === 'note' || settled === outcome ? [] : [{ spanId, outcome: settled }]
  })
  return apart.sort((a, b) => (a.spanId < b.spanId ? -1 : 1))
}
