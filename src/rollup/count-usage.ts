import type { SpanFact } from '../model/span-fact.ts'
import type { TokenTotals } from '../model/trace.ts'
import { totalTokensOf } from '../model/usage.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

export const AGGREGATED = 'aggregated'

/** Its usage may tell of more than this trace: a sum the SDK made, or one that grows over the lifetime of its agent (semantics 5.4, rule 5). */
export function isApproximate({ usage, marks }: SpanFact): boolean {
  return usage?.source === AGGREGATED || (usage !== undefined && marks.includes('lifetime_usage'))
}

/** Ids of the spans whose usage is in the totals of their trace: the rule that never counts a call twice (semantics 5.4). */
export function countedSpanIds(spans: readonly SpanFact[]): ReadonlySet<string> {
  const tree = buildSpanTree(spans)
  return new Set(countedSpans(tree).map((index) => tree.facts[index]!.spanId))
}

/** What counts in a trace: its spans, and only where none of them has usage, the events that tell of them. */
export function countedFacts(tree: SpanTree, told: readonly SpanFact[]): readonly SpanFact[] {
  const counted = countedSpans(tree)
  return counted.length > 0 || told.length === 0 ? counted.map((index) => tree.facts[index]!) : countedAlone(told)
}

/** Whose cost is summed up: a sent one beats a price from a list, and an agent may send it in its events only. */
export function paidFacts(counted: readonly SpanFact[], told: readonly SpanFact[]): readonly SpanFact[] {
  const isSent = counted.some(({ costSource }) => costSource === 'sent') || told.every(({ costSource }) => costSource !== 'sent')
  return isSent ? counted : countedAlone(told)
}

function countedAlone(told: readonly SpanFact[]): readonly SpanFact[] {
  const tree = buildSpanTree(told.map((fact) => ({ ...fact, parentSpanId: '' })))
  return countedSpans(tree).map((index) => tree.facts[index]!)
}

/** Indices of the counted spans of a tree, in start order. */
export function countedSpans(tree: SpanTree): number[] {
  const uncovered = uncoveredCarriers(tree)
  return uncovered.length > 0 ? onePerResponse(tree, uncovered) : topmostAggregated(tree)
}

/** Sums over the counted spans; a field nobody reported stays absent. */
export function sumUsage(facts: readonly SpanFact[]): Omit<TokenTotals, 'costNanoUsd'> {
  const sum = (read: (fact: SpanFact) => number | undefined) => sumOf(facts, read)
  return {
    promptTokens: sum((fact) => fact.usage?.promptTokens),
    completionTokens: sum((fact) => fact.usage?.completionTokens),
    totalTokens: sum((fact) => totalTokensOf(fact.usage)),
    cachedPromptTokens: sum((fact) => fact.usage?.cachedPromptTokens),
    reasoningTokens: sum((fact) => fact.usage?.reasoningTokens),
  }
}

export function sumCost(facts: readonly SpanFact[]): number | undefined {
  return sumOf(facts, (fact) => fact.costNanoUsd)
}

function sumOf(facts: readonly SpanFact[], read: (fact: SpanFact) => number | undefined): number | undefined {
  return facts.reduce<number | undefined>((total, fact) => {
    const value = read(fact)
    return value === undefined ? total : (total ?? 0) + value
  }, undefined)
}

/** It asks a model itself; usage on any other kind may repeat that of its calls. */
export function isCall({ kind }: Pick<SpanFact, 'kind'>): boolean {
  return kind === 'llm' || kind === 'embedding' || kind === 'reranker'
}

/** Tokens times a price, and nothing that a sender said. */
export function isEstimate({ costSource }: Pick<SpanFact, 'costSource'>): boolean {
  return costSource === 'listed' || costSource === 'project'
}

/** A price makes no span a carrier that was none: what counts does not depend on which models have one. */
export function isCarrier(fact: SpanFact): boolean {
  if (fact.usage?.source === AGGREGATED) return false
  return (totalTokensOf(fact.usage) ?? 0) > 0 || (!isEstimate(fact) && (fact.costNanoUsd ?? 0) > 0)
}

/**
 * A carrier is covered by a carrier below it unless a tool lies between, or, for a model call, an agent or workflow:
 * what runs behind those boundaries is other work, not the same usage told twice.
 */
function uncoveredCarriers({ facts, parent, parentsFirst }: SpanTree): number[] {
  const hasCarrierBelow = new Uint8Array(facts.length)
  const hasCallBelow = new Uint8Array(facts.length)
  const uncovered: number[] = []
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    const fact = facts[index]!
    const isLeafKind = isCall(fact)
    const carries = isCarrier(fact)
    if (carries && !(isLeafKind ? hasCallBelow[index] : hasCarrierBelow[index])) uncovered.push(index)
    const up = parent[index]!
    if (up === -1) continue
    const isTool = fact.kind === 'tool'
    const isBoundary = isTool || fact.kind === 'agent' || fact.kind === 'workflow'
    if (carries || (!isTool && hasCarrierBelow[index])) hasCarrierBelow[up] = 1
    if (carries || (!isBoundary && hasCallBelow[index])) hasCallBelow[up] = 1
  }
  return uncovered.sort((a, b) => a - b)
}

/** Two spans that report the same response are one call, whoever instrumented it: the richer report stays. */
function onePerResponse({ facts }: SpanTree, carriers: readonly number[]): number[] {
  const best = new Map<string, number>()
  for (const index of carriers) {
    const id = facts[index]!.responseId
    if (id === '') continue
    const rival = best.get(id)
    if (rival === undefined || richness(facts[index]!) > richness(facts[rival]!)) best.set(id, index)
  }
  return carriers.filter((index) => {
    const id = facts[index]!.responseId
    return id === '' || best.get(id) === index
  })
}

function richness(fact: SpanFact): number {
  const reported = Object.values(fact.usage ?? {}).filter((value) => typeof value === 'number').length
  return reported * 1e12 + (totalTokensOf(fact.usage) ?? 0)
}

/** Only when nothing else carries usage: sums the SDK made itself, those no other such sum lies above. */
function topmostAggregated({ facts, parent, parentsFirst }: SpanTree): number[] {
  const isBelow = new Uint8Array(facts.length)
  const top: number[] = []
  for (const index of parentsFirst) {
    const up = parent[index]!
    const isCovered = up !== -1 && isBelow[up] === 1
    const isSum = facts[index]!.usage?.source === AGGREGATED
    if (isSum && !isCovered) top.push(index)
    if (isSum || isCovered) isBelow[index] = 1
  }
  return top.sort((a, b) => a - b)
}
