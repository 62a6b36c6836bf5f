import type { SessionKeysTest } from '../api/contract/settings.ts'
import { unixNanoFromMs } from '../base/time.ts'
import { isPayloadKey, sessionIdOf } from '../normalize/normalize.ts'
import type { Reads } from '../store/store.ts'

const MOST_SPANS = 2000
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
const MOST_SAMPLES = 5
const MOST_MOVES = 20

/** What these attributes would do as session ids, told from the newest spans. */
export async function testSessionKeys(reads: Reads, projectId: string, wanted: readonly string[], nowMs: number): Promise<SessionKeysTest> {
  const keys = [...new Set(wanted)]
  const stored = keys.map((key) => ({ key, isPayload: isPayloadKey(key) }))
  const spans = await reads.valuesOfKeys(projectId, stored, { sinceUnixNano: unixNanoFromMs(nowMs - LOOK_BACK_MS), limit: MOST_SPANS })
  const traceIds = [...new Set(spans.map(({ traceId }) => traceId))]
  const sessions = await reads.sessionsOfTraces(projectId, traceIds)
  const found = keys.map((_, at) => idsByTrace(spans.map(({ traceId, values }) => [traceId, sessionIdOf(values[at])])))
  const moves = traceIds.flatMap((traceId) => moveOf(traceId, sessions.get(traceId) ?? [], found) ?? [])
  return {
    spanCount: spans.length,
    traceCount: traceIds.length,
    keys: keys.map((key, at) => {
      const ids = [...found[at]!.values()].flat()
      return {
        key,
        spanCount: ids.length,
        traceCount: found[at]!.size,
        newlyGroupedTraceCount: [...found[at]!.keys()].filter((traceId) => !sessions.get(traceId)?.length).length,
        samples: [...new Set(ids)].slice(0, MOST_SAMPLES),
      }
    }),
    movedTraceCount: moves.length,
    moves: moves.slice(0, MOST_MOVES),
  }
}

type IdsByTrace = ReadonlyMap<string, readonly string[]>

/** The ids of each trace, in the order of its spans. */
function idsByTrace(spans: readonly (readonly [traceId: string, sessionId: string])[]): IdsByTrace {
  const traces = new Map<string, string[]>()
  for (const [traceId, sessionId] of spans) {
    if (sessionId === '') continue
    const ids = traces.get(traceId)
    if (ids === undefined) traces.set(traceId, [sessionId])
    else ids.push(sessionId)
  }
  return traces
}

/** The first attribute that some span of the trace carries decides; spans come newest first, and the first of a trace speaks for it. */
function moveOf(traceId: string, now: readonly string[], found: readonly IdsByTrace[]): SessionKeysTest['moves'][number] | undefined {
  const ids = found.find((traces) => traces.has(traceId))?.get(traceId)
  const to = ids?.at(-1)
  const [from] = now
  return to === undefined || from === undefined || now.some((id) => ids!.includes(id)) ? undefined : { traceId, from, to }
}
