import type { Contract } from '../../api/contract/contract.ts'
import type { FilterExplanation } from '../../api/contract/filter.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import { conditionsOf, parseFilter, parseWindow } from '../../filter/filter.ts'
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
  const { total, each } = await reads.countEffects(of, filter)
  const effect = each.values()
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
