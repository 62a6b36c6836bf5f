import type { SessionKeysTest } from '../api/contract/settings.ts'
import { unixNanoFromMs } from '../base/time.ts'
import { isPayloadKey, sessionIdOf } from '../normalize/normalize.ts'
import type { Reads } from '../store/store.ts'

const MOST_SPANS = 2000
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
const MOST_SAMPLES = 5

/** What these attributes would do as session ids, told from the newest spans. */
export async function testSessionKeys(reads: Reads, projectId: string, wanted: readonly string[], nowMs: number): Promise<SessionKeysTest> {
  const keys = [...new Set(wanted)]
  const stored = keys.map((key) => ({ key, isPayload: isPayloadKey(key) }))
  const spans = await reads.valuesOfKeys(projectId, stored, { sinceUnixNano: unixNanoFromMs(nowMs - LOOK_BACK_MS), limit: MOST_SPANS })
  const traceIds = [...new Set(spans.map(({ traceId }) => traceId))]
  const homeless = await reads.tracesWithoutSession(projectId, traceIds)
  return {
    spanCount: spans.length,
    traceCount: traceIds.length,
    keys: keys.map((key, at) => {
      const carriers = spans
        .map(({ traceId, values }) => ({ traceId, sessionId: sessionIdOf(values[at]) }))
        .filter(({ sessionId }) => sessionId !== '')
      const traces = [...new Set(carriers.map(({ traceId }) => traceId))]
      return {
        key,
        spanCount: carriers.length,
        traceCount: traces.length,
        newlyGroupedTraceCount: traces.filter((traceId) => homeless.has(traceId)).length,
        samples: [...new Set(carriers.map(({ sessionId }) => sessionId))].slice(0, MOST_SAMPLES),
      }
    }),
  }
}
