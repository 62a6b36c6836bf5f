import type { SpanFact } from '../model/span-fact.ts'
import type { SpanTree } from './span-tree.ts'

const CONTAINERS: ReadonlySet<string> = new Set(['agent', 'workflow', 'chain', 'other'])

/** The value of the topmost span that has one; of equals the earliest, then the smallest. Empty when none has. */
export function topmost({ facts, depth }: SpanTree, read: (fact: SpanFact) => string): string {
  let best = -1
  facts.forEach((fact, index) => {
    const value = read(fact)
    if (value === '') return
    if (best === -1 || depth[index]! < depth[best]!) best = index
    else if (depth[index] === depth[best] && fact.startUnixNano === facts[best]!.startUnixNano && value < read(facts[best]!)) best = index
  })
  return best === -1 ? '' : read(facts[best]!)
}

/** What the user said in this trace: a user message before any other input, said to the topmost step, else to the first model call. */
export function turnInput(tree: SpanTree): string {
  const { facts, depth } = tree
  return pick(
    tree,
    (index) => {
      const fact = facts[index]!
      const step = fact.kind === 'llm' ? 1 : CONTAINERS.has(fact.kind) ? 2 : 0
      return [fact.inputRank, step, step === 1 ? 0 : -depth[index]!, -index]
    },
    (fact) => (fact.inputRank === 0 ? '' : fact.inputPreview),
  )
}

/** What was answered: by the topmost step, else by the model call that ended last. */
export function turnOutput(tree: SpanTree): string {
  const { facts, depth } = tree
  const byEnd = facts.map((_, index) => index).sort((a, b) => compare(facts[a]!.endUnixNano, facts[b]!.endUnixNano) || a - b)
  const endOrder = new Int32Array(facts.length)
  byEnd.forEach((index, order) => (endOrder[index] = order))
  return pick(
    tree,
    (index) => {
      const fact = facts[index]!
      const step = fact.kind === 'llm' ? 1 : CONTAINERS.has(fact.kind) ? 2 : 0
      return [fact.outputRank, step, step === 1 ? 0 : -depth[index]!, endOrder[index]!]
    },
    (fact) => (fact.outputRank === 0 ? '' : fact.outputPreview),
  )
}

/** The greatest by the numbers given, compared one after the other. */
function pick({ facts }: SpanTree, weigh: (index: number) => readonly number[], read: (fact: SpanFact) => string): string {
  let best: readonly number[] | undefined
  let chosen = ''
  facts.forEach((fact, index) => {
    const value = read(fact)
    if (value === '') return
    const weight = weigh(index)
    if (best && !isGreater(weight, best)) return
    best = weight
    chosen = value
  })
  return chosen
}

function isGreater(a: readonly number[], b: readonly number[]): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return a[at]! > b[at]!
  return false
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
