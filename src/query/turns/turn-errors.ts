import type { TurnError } from '../../api/contract/turn.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import { reported } from '../assemble-totals.ts'
import type { TraceShape } from './heard-trace.ts'

const MOST_ERRORS = 200

/** What went wrong, in time order. A span above that fails of the same failure adds nothing. */
export function assembleErrors({ tree: { facts, parent, parentsFirst }, outcomes, trace }: TraceShape): TurnError[] {
  const isError = (index: number): boolean => outcomes.get(facts[index]!.spanId)?.outcome === 'error'
  /** Of each span the failures at or below it. */
  const below = new Map<number, Set<string>>()
  const repeats = new Set<number>()
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    const own = below.get(index) ?? new Set<string>()
    if (isError(index)) {
      const { errorMessage } = facts[index]!
      if (own.size > 0 && (errorMessage === '' || [...own].some((message) => isSame(message, errorMessage)))) repeats.add(index)
      else own.add(errorMessage)
    }
    const up = parent[index]!
    if (up !== -1 && own.size > 0) below.set(up, new Set([...(below.get(up) ?? []), ...[...own].slice(0, MOST_ERRORS)]))
  }
  return facts
    .flatMap((fact, index): TurnError[] => {
      if (!isError(index) || repeats.has(index)) return []
      const { spanId, name: spanName, errorType, errorMessage, startUnixNano, endUnixNano } = fact
      const at = isoFromUnixNano(endUnixNano > startUnixNano ? endUnixNano : startUnixNano)
      return [{ spanId, spanName, type: reported(errorType), message: reported(errorMessage), at, recovered: trace.isRecovered }]
    })
    .slice(0, MOST_ERRORS)
}

/** One names the other, as wrappers do. */
function isSame(inner: string, outer: string): boolean {
  return inner !== '' && (outer.includes(inner) || inner.includes(outer))
}
