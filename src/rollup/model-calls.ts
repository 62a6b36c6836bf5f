import type { SpanFact } from '../model/span-fact.ts'
import { isCall } from './count-usage.ts'
import type { SpanTree } from './span-tree.ts'

/**
 * Indices of the calls of models, each once, whoever else tells of it: the ones that are counted, and of those that nothing was counted
 * for the innermost (a client wrapped in a framework is two spans and one call). `counted`: of this tree.
 */
export function modelCalls({ facts, parent, parentsFirst }: SpanTree, counted: readonly SpanFact[]): number[] {
  const isCounted = new Set(counted.map((fact) => fact.spanId))
  const known = new Set(counted.map((fact) => fact.responseId).filter((id) => id !== ''))
  /** A counted call lies at or above, and it is still the same call. */
  const isTold = new Uint8Array(facts.length)
  const hasCallBelow = new Uint8Array(facts.length)
  for (const index of parentsFirst) {
    const isCountedCall = isCall(facts[index]!) && isCounted.has(facts[index]!.spanId)
    if (isCountedCall || (parent[index] !== -1 && isTold[parent[index]!] && !isOtherWork(facts[index]!))) isTold[index] = 1
  }
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    const isPart = isCall(facts[index]!) || (hasCallBelow[index] === 1 && !isOtherWork(facts[index]!))
    if (isPart && parent[index] !== -1) hasCallBelow[parent[index]!] = 1
  }
  return facts.flatMap((fact, index) => {
    if (!isCall(fact)) return []
    if (isCounted.has(fact.spanId)) return [index]
    if (isTold[index] || hasCallBelow[index] || known.has(fact.responseId)) return []
    if (fact.responseId !== '') known.add(fact.responseId)
    return [index]
  })
}

function isOtherWork({ kind }: SpanFact): boolean {
  return kind === 'tool' || kind === 'agent' || kind === 'workflow'
}
