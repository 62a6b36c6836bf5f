import type { Turn } from '../../src/api/contract/turn.ts'
import type { RawSpan } from '../../src/model/raw-span.ts'
import type { Trace } from '../../src/model/trace.ts'
import { listTurns } from '../../src/query/turns/list-turns.ts'
import { foldSession, foldWithParts } from '../../src/rollup/rollup.ts'
import type { Reads } from '../../src/store/store.ts'
import { groups, storedSpans } from './fold-recording.ts'

/** Stands for the session of traces that have none. */
export const NO_SESSION = 'none'
const AS_OF_MS = 1.9e12

/** What the store answers when the conversation of a session is asked for, from spans in memory. */
export type StoredRecording = { readonly reads: Reads; readonly sessionIds: readonly string[] }

export function storeRecording(spans: readonly RawSpan[]): StoredRecording {
  const stored = storedSpans(spans)
  const raws = new Map(stored.map(({ fact, raw }) => [fact.traceId + fact.spanId, raw]))
  const facts = new Map(
    groups(
      stored.map(({ fact }) => fact),
      (fact) => fact.traceId,
    ).map((own) => [own[0]!.traceId, own]),
  )
  const members = [...facts.values()]
    .map(foldWithParts)
    .flatMap(({ trace, parts }) => (parts.length > 0 ? parts : [trace.sessionId === '' ? { ...trace, sessionId: NO_SESSION } : trace]))
  const inOrder = (a: Trace, b: Trace) => Number(a.startUnixNano - b.startUnixNano) || (a.traceId < b.traceId ? -1 : 1)
  const tracesOf = (sessionId: string) => members.filter((trace) => trace.sessionId === sessionId).sort(inOrder)
  const reads: Pick<Reads, 'getSession' | 'tracesOfSession' | 'sayingsOf' | 'rawSpansOf'> = {
    getSession: (_, id) => Promise.resolve(foldSession(tracesOf(id))),
    tracesOfSession: (_, id) => Promise.resolve(tracesOf(id)),
    sayingsOf: (_, traceIds) =>
      Promise.resolve(
        traceIds.flatMap((id) =>
          (facts.get(id) ?? []).toSorted((a, b) => Number(a.startUnixNano - b.startUnixNano) || (a.spanId < b.spanId ? -1 : 1)),
        ),
      ),
    rawSpansOf: (list) => Promise.resolve(list.flatMap(({ traceId, spanId }) => raws.get(traceId + spanId) ?? [])),
  }
  return { reads: reads as Reads, sessionIds: [...new Set(members.map(({ sessionId }) => sessionId))] }
}

/** All turns of a session, read in pages of `limit`. */
export async function turnsOf({ reads }: StoredRecording, sessionId: string, limit: number): Promise<Turn[]> {
  const turns: Turn[] = []
  let cursor: string | undefined
  do {
    const page = await listTurns(reads, 'p', sessionId, { limit, cursor, steps: 'tools' }, { nowMs: AS_OF_MS })
    turns.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return turns
}
