import type { Contract } from '../../api/contract/contract.ts'
import type { FindHit } from '../../api/contract/insight.ts'
import type { QueryOf, ReplyOf } from '../../api/contract/route.ts'
import { foldCase } from '../../base/fold-case.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import type { Trace } from '../../model/trace.ts'
import { pairPauses } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { readSession, type SessionTraces } from '../read-session.ts'
import { batchesOf, createTurnTeller, type Asked } from '../turns/tell-turns.ts'
import { readFindCursor, writeFindCursor } from './find-cursor.ts'
import { searchTurn } from './search-turn.ts'

/** What one page looks at, and what it answers. */
const MOST_TURNS = 100
const MOST_BYTES = 16 * 1024 * 1024
const MOST_HITS = 200

type Found = ReplyOf<Contract['findInSession']>

/**
 * Where something was said in a session. The stored words of its spans tell which turns may say it; these are put together, so that a
 * history told again is no hit.
 */
export async function findInSession(
  reads: Reads,
  projectId: string,
  idOrAlias: string,
  { q, cursor }: QueryOf<Contract['findInSession']>,
  { nowMs, signal }: Asked,
): Promise<Found> {
  const text = q.toWellFormed().replaceAll('\0', '')
  const begin = cursor === undefined ? undefined : readFindCursor(cursor, text)
  const { session, traces } = await readSession(reads, projectId, idOrAlias)
  const first = begin === undefined ? 0 : traces.findIndex((trace) => !isBefore(trace, begin))
  const items: FindHit[] = []
  const pageUntil = (next: number, given: number): Found => {
    const trace = traces[next]
    const nextCursor =
      trace === undefined ? undefined : writeFindCursor({ text, traceId: trace.traceId, startUnixNano: trace.startUnixNano, given })
    return { items, nextCursor, searchedTurns: next, total: traces.length }
  }
  if (text === '' || first === -1) return pageUntil(traces.length, 0)

  const folded = foldCase(text)
  const teller = createTurnTeller(reads, traces, { asOfUnixNano: unixNanoFromMs(nowMs), signal })
  const candidates = await turnsSaying(reads, { session, traces }, text)
  let [turns, bytes] = [0, 0]
  for (const batch of batchesOf(
    traces,
    candidates.filter((index) => index >= first),
  )) {
    if (turns >= MOST_TURNS || bytes >= MOST_BYTES || signal?.aborted) return pageUntil(batch[0]!, 0)
    for await (const told of teller.tell(batch, 'all')) {
      const hits = searchTurn(told.turn, folded)
      const given = begin !== undefined && told.turn.traceId === begin.traceId ? begin.given : 0
      const until = given + MOST_HITS - items.length
      items.push(...hits.slice(given, until))
      if (hits.length > until) return pageUntil(told.turn.index, until)
      bytes += told.bytes
    }
    turns += batch.length
  }
  return pageUntil(traces.length, 0)
}

/**
 * Indexes of the turns that may say it, in order: in whose spans it stands, unless all of it stands in what was said before and as it stood
 * in an earlier turn; and those that asked a human or were answered, whose words may be made here.
 */
async function turnsSaying(reads: Reads, { session, traces }: SessionTraces, text: string): Promise<number[]> {
  const { projectId, sessionId, createdUnixNano, lastActivityUnixNano } = session
  const searched = { projectId, sessionId, fromUnixNano: createdUnixNano, toUnixNano: lastActivityUnixNano }
  const saying = new Map((await reads.tracesSaying(searched, text)).map((each) => [each.traceId, each]))
  const known = new Set<string>()
  const isNew = ({ traceId }: Trace): boolean => {
    const { isLatest = false, surroundings = [] } = saying.get(traceId) ?? {}
    const isElsewhere = surroundings.some((around) => !known.has(around))
    for (const around of surroundings) known.add(around)
    return isLatest || isElsewhere
  }
  const answering = new Set(pairPauses(traces).answered.map(({ resumedByTraceId }) => resumedByTraceId))
  const isAsking = ({ interruptCount, waits, isResume }: Trace) => interruptCount > 0 || waits.length > 0 || isResume
  return traces.flatMap((trace, index) => (isNew(trace) || answering.has(trace.traceId) || isAsking(trace) ? index : []))
}

function isBefore(trace: Trace, { startUnixNano, traceId }: { readonly startUnixNano: bigint; readonly traceId: string }): boolean {
  return trace.startUnixNano < startUnixNano || (trace.startUnixNano === startUnixNano && trace.traceId < traceId)
}
