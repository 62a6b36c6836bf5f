import type { Contract } from '../../api/contract/contract.ts'
import type { FilterExplanation } from '../../api/contract/filter.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import { conditionsOf, parseFilter, parseWindow } from '../../filter/filter.ts'
import type { Filter } from '../../model/filter.ts'
import type { Reads } from '../../store/store.ts'
import { resolveAliases } from '../resolve-aliases.ts'

/** What each term of a filter text does to a list. A term with a fault is told and left out. */
export async function explainFilter(
  reads: Reads,
  projectId: string,
  { of, q = '', from, to }: QueryOf<Contract['explainFilter']>,
  nowMs: number,
): Promise<FilterExplanation> {
  const terms = parseFilter(q, of === 'sessions' ? 'session' : 'trace', nowMs)
  const filter = await resolveAliases(reads, {
    projectId,
    conditions: conditionsOf(terms),
    window: parseWindow(from, to, nowMs),
    asOfUnixNano: unixNanoFromMs(nowMs),
  })
  const { total, effects } = await countEffects(reads, of, filter)
  const effect = effects.values()
  return {
    total,
    isPartial: terms.some(({ fault }) => fault !== undefined),
    terms: terms.map(({ start, end, fault }) => ({
      start,
      end,
      text: q.slice(start, end),
      ...(fault === undefined ? effect.next().value! : { fault, without: total }),
    })),
  }
}

/** `effects`: of each condition, in order. */
async function countEffects(reads: Reads, of: 'sessions' | 'traces', filter: Filter) {
  const { conditions } = filter
  const alone = conditions.map((condition) => ({ ...filter, conditions: [condition] }))
  const without = conditions.map((_, at) => ({ ...filter, conditions: conditions.toSpliced(at, 1) }))
  const [total = 0, ...counts] = await reads.countFilters(of, [filter, ...alone, ...without])
  const effects = conditions.map((_, at) => ({ alone: counts[at]!, without: counts[conditions.length + at]! }))
  return { total, effects }
}
