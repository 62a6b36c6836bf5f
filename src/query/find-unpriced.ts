import type { UnpricedModels } from '../api/contract/price.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../base/time.ts'
import { modelOf } from '../model/span-fact.ts'
import type { ProjectSettings } from '../model/project-settings.ts'
import { totalTokensOf } from '../model/usage.ts'
import { priceSpan } from '../normalize/normalize.ts'
import { unpricedCalls } from '../rollup/rollup.ts'
import type { Reads } from '../store/store.ts'

const LOOK_BACK_MS = 30 * 24 * 60 * 60 * 1000
const LIMITS = { traceLimit: 1000, spanLimit: 50_000 }

type Row = UnpricedModels['items'][number]

/** Models that were used lately without a cost, and that these prices and the list do not know either; most tokens first. */
export async function findUnpriced(reads: Reads, projectId: string, { prices }: ProjectSettings, nowMs: number): Promise<UnpricedModels> {
  const rows = new Map<string, Row>()
  let traceCount = 0
  for await (const facts of reads.unpricedTraces(projectId, { sinceUnixNano: unixNanoFromMs(nowMs - LOOK_BACK_MS), ...LIMITS })) {
    traceCount++
    for (const fact of unpricedCalls(facts)) {
      if (priceSpan(fact, fact.startUnixNano, prices) !== undefined) continue
      const [model, provider] = [modelOf(fact), fact.provider]
      const key = JSON.stringify([model, provider])
      const row = rows.get(key)
      const seenAt = isoFromUnixNano(fact.startUnixNano)
      rows.set(key, {
        model,
        provider: provider === '' ? undefined : provider,
        spanCount: (row?.spanCount ?? 0) + 1,
        totalTokens: (row?.totalTokens ?? 0) + (totalTokensOf(fact.usage) ?? 0),
        lastSeenAt: row === undefined || seenAt > row.lastSeenAt ? seenAt : row.lastSeenAt,
      })
    }
  }
  const order = (a: Row, b: Row) => b.totalTokens - a.totalTokens || (a.model < b.model ? -1 : 1)
  return { items: [...rows.values()].sort(order).slice(0, 200), traceCount }
}
