import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { settle } from './settle-outcomes.ts'
import type { SpanTree } from './span-tree.ts'
import { shareOf } from './trace-shares.ts'

/** Of more errors below one span the first are compared with it. */
const MOST_BELOW = 100

/** The spans that went wrong, in start order, see `toldErrors`. `facts`: of one trace, one per span id; `part`: see Trace. */
export function traceErrors(facts: readonly SpanFact[], part: string): readonly SpanFact[] {
  const share = shareOf(facts, part)
  return share === undefined ? [] : toldErrors(share.tree, settle(share.tree).outcomes)
}

/**
 * An exception is told again by every span it leaves: the deepest one tells it, those above that only repeat it are left out.
 * `outcomes`: the settled ones of the tree.
 */
export function toldErrors(tree: SpanTree, outcomes: readonly Outcome[]): readonly SpanFact[] {
  if (!outcomes.includes('error')) return []
  const isRepeat = new Uint8Array(tree.facts.length)
  /** Of each span, the nearest errors at or below it that are told. */
  const nearest = new Map<number, readonly number[]>()
  for (let at = tree.parentsFirst.length - 1; at >= 0; at--) {
    const index = tree.parentsFirst[at]!
    let own = nearest.get(index) ?? []
    nearest.delete(index)
    if (outcomes[index] === 'error') {
      const repeated = own.filter((below) => repeats(tree.facts[index]!, tree.facts[below]!))
      if (repeated.length > 0) isRepeat[index] = 1
      own = repeated.length > 0 ? repeated : [index]
    }
    const up = tree.parent[index]!
    if (up !== -1 && own.length > 0) nearest.set(up, [...(nearest.get(up) ?? []), ...own].slice(0, MOST_BELOW))
  }
  return tree.facts.filter((_, index) => outcomes[index] === 'error' && !isRepeat[index])
}

/** It says nothing that the error below did not say, or wraps its words. */
function repeats(above: SpanFact, below: SpanFact): boolean {
  if (above.errorType === '' && above.errorMessage === '') return true
  if (above.errorMessage === '' || below.errorMessage === '') return above.errorType === below.errorType || above.errorType === ''
  return above.errorMessage.includes(below.errorMessage) || below.errorMessage.includes(above.errorMessage)
}
