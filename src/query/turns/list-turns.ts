import type { Contract } from '../../api/contract/contract.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { TurnPage } from '../../api/contract/turn.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import type { Trace } from '../../model/trace.ts'
import type { Reads } from '../../store/store.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { notFound } from '../not-found.ts'
import { readSession } from '../read-session.ts'
import { batchesOf, createTurnTeller, type Asked } from './tell-turns.ts'

/** A page ends once so much has been read for it. */
const MOST_BYTES = 8 * 1024 * 1024
const SORT = 'turns'

type Query = QueryOf<Contract['listTurns']>

export async function listTurns(
  reads: Reads,
  projectId: string,
  idOrAlias: string,
  query: Query,
  { nowMs, signal }: Asked,
): Promise<TurnPage> {
  const { traces } = await readSession(reads, projectId, idOrAlias)
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, SORT, false)
  const asOfMs = cursor?.asOfMs ?? nowMs
  const first = cursor === undefined ? firstTurn(traces, query.turn) : traces.findIndex((trace) => isAfter(trace, cursor.after))
  const items: TurnPage['items'] = []
  let next = first === -1 ? traces.length : first
  let bytes = 0
  const teller = createTurnTeller(reads, traces, { asOfUnixNano: unixNanoFromMs(asOfMs), signal })
  const wanted = traces.slice(next, next + query.limit).map((_, at) => next + at)
  for (const batch of batchesOf(traces, wanted)) {
    if (bytes >= MOST_BYTES || signal?.aborted) break
    for await (const told of teller.tell(batch, query.steps)) {
      if (items.length > 0 && bytes + told.bytes > MOST_BYTES) return pageOf(items, traces, next, asOfMs)
      items.push(told.turn)
      bytes += told.bytes
      next++
    }
  }
  return pageOf(items, traces, next, asOfMs)
}

/** Late traces shift nothing: a page begins after a moment and a trace, not at a number. */
function isAfter({ startUnixNano, traceId }: Trace, { value, id }: { readonly value: unknown; readonly id: string }): boolean {
  const moment = typeof value === 'bigint' ? value : 0n
  return startUnixNano > moment || (startUnixNano === moment && traceId > id)
}

function firstTurn(traces: readonly Trace[], turn: string | undefined): number {
  if (turn === undefined) return 0
  const index = traces.findIndex(({ traceId }) => traceId === turn.toLowerCase())
  if (index === -1) throw notFound('turn')
  return index
}

function pageOf(items: TurnPage['items'], traces: readonly Trace[], next: number, asOfMs: number): TurnPage {
  const last = traces[next - 1]
  const isLast = next >= traces.length || last === undefined
  const after = isLast ? undefined : { value: last.startUnixNano, id: last.traceId }
  return { items, nextCursor: after && writeCursor({ sort: SORT, after, asOfMs }), total: traces.length }
}
