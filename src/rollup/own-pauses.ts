import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { firstNotBefore } from './intervals.ts'
import type { SpanTree } from './span-tree.ts'

/** Interrupted spans with no interrupted span below: only they own their pause, every span above repeats it (semantics 8.5, roll-up rule 4). */
export function ownPauses(tree: SpanTree, outcomes: readonly Outcome[], hasInterruptBelow: Uint8Array): number[] {
  const owners: number[] = []
  outcomes.forEach((outcome, index) => {
    if (outcome === 'interrupted' && !hasInterruptBelow[index]) owners.push(index)
  })
  const echoes = findEchoes(tree, outcomes, owners)
  return echoes.size === 0 ? owners : owners.filter((index) => !echoes.has(index))
}

export function isNameless(fact: SpanFact): boolean {
  return fact.interruptIds.every((id) => id === '')
}

/**
 * OpenLLMetry wraps a nested graph in a span beside the graph's own that knows no checkpoint: it repeats the pause of the sibling
 * it encloses. Only a pause without an id is in question: ids count once anyway.
 */
function findEchoes({ facts, parent }: SpanTree, outcomes: readonly Outcome[], owners: readonly number[]): ReadonlySet<number> {
  const suspects = owners.filter((index) => parent[index] !== -1 && facts[index]!.checkpointNs === '' && isNameless(facts[index]!))
  if (suspects.length === 0) return new Set()
  const siblings = new Map<number, Siblings>(suspects.map((index) => [parent[index]!, { starts: [], ends: [] }]))
  facts.forEach((fact, index) => {
    if (outcomes[index] !== 'interrupted' || fact.checkpointNs === '') return
    const own = siblings.get(parent[index]!)
    own?.starts.push(fact.startUnixNano)
    own?.ends.push(fact.endUnixNano)
  })
  for (const { ends } of siblings.values()) keepEarliestFromHere(ends)
  return new Set(
    suspects.filter((index) => {
      const { starts, ends } = siblings.get(parent[index]!)!
      const end = ends[firstNotBefore(starts, facts[index]!.startUnixNano)]
      return end !== undefined && end <= facts[index]!.endUnixNano
    }),
  )
}

/** Paused children of one span that know their checkpoint, in start order. */
type Siblings = { readonly starts: bigint[]; readonly ends: bigint[] }

function keepEarliestFromHere(ends: bigint[]): void {
  for (let at = ends.length - 2; at >= 0; at--) if (ends[at + 1]! < ends[at]!) ends[at] = ends[at + 1]!
}
