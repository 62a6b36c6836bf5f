import type { Contract } from '../../api/contract/contract.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import type { TurnPage } from '../../api/contract/turn.ts'
import { unixNanoFromMs } from '../../base/time.ts'
import type { Trace } from '../../model/trace.ts'
import { pairPauses, type Pauses, type TracePause } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { notFound } from '../not-found.ts'
import { readSession } from '../read-session.ts'
import { assembleTurn, type TurnContext } from './assemble-turn.ts'
import type { HeardTrace } from './heard-trace.ts'
import { placeTurns, type TurnPlace } from './place-turns.ts'
import { createTurnReader, type TurnReader } from './read-turns.ts'
import { rememberTurn } from './remember-turn.ts'
import { answersIn, inferAnswer, type LaterAnswer } from './turn-pauses.ts'

/** How many turns back a turn looks for what was said before: the same whichever page it is on. */
const TURNS_REMEMBERED = 8
const TURNS_AT_ONCE = 10
const SPANS_AT_ONCE = 20_000
/** A page ends once so much has been read for it. */
const MOST_BYTES = 8 * 1024 * 1024
const SORT = 'turns'

type Query = QueryOf<Contract['listTurns']>

export async function listTurns(reads: Reads, projectId: string, idOrAlias: string, query: Query, nowMs: number): Promise<TurnPage> {
  const { traces } = await readSession(reads, projectId, idOrAlias)
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, SORT, false)
  const asOfMs = cursor?.asOfMs ?? nowMs
  const pauses = pairPauses(traces)
  const session: SessionTurns = { traces, places: placeTurns(traces, pauses, unixNanoFromMs(asOfMs)), pauses }
  const first = cursor === undefined ? firstTurn(traces, query.turn) : traces.findIndex((trace) => isAfter(trace, cursor.after))
  const items: TurnPage['items'] = []
  let next = first === -1 ? traces.length : first
  const reader = createTurnReader(reads, projectId)
  for (let bytes = 0; next < traces.length && items.length < query.limit && bytes < MOST_BYTES;) {
    const indexes = nextTurns(traces, next, query.limit - items.length)
    const contexts = await readContexts(reader, session, indexes)
    for (const { heard, context, bytes: size } of contexts) {
      if (items.length > 0 && bytes + size > MOST_BYTES) return pageOf(items, traces, next, asOfMs)
      items.push(assembleTurn(heard, context, query.steps))
      bytes += size
      next++
    }
  }
  return pageOf(items, traces, next, asOfMs)
}

type SessionTurns = { readonly traces: readonly Trace[]; readonly places: readonly TurnPlace[]; readonly pauses: Pauses }

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

/** As many as can be read together; at least one. */
function nextTurns(traces: readonly Trace[], from: number, most: number): number[] {
  const indexes: number[] = []
  let spans = 0
  for (let index = from; index < traces.length && indexes.length < Math.min(most, TURNS_AT_ONCE); index++) {
    spans += traces[index]!.spanCount
    if (indexes.length > 0 && spans > SPANS_AT_ONCE) break
    indexes.push(index)
  }
  return indexes
}

async function readContexts(reader: TurnReader, session: SessionTurns, indexes: readonly number[]) {
  const { traces, places, pauses } = session
  const [first, last] = [indexes[0]!, indexes.at(-1)!]
  const own = traces.slice(first, last + 1)
  const ownIds = new Set(own.map(({ traceId }) => traceId))
  const before = traces.slice(Math.max(0, first - TURNS_REMEMBERED), first)
  const answering = new Set(pauses.answered.flatMap(({ traceId, resumedByTraceId }) => (ownIds.has(traceId) ? resumedByTraceId : [])))
  const after = traces.filter(({ traceId }) => answering.has(traceId) && !ownIds.has(traceId))
  const heard = await reader.hear(own)
  const remembered = [...(await reader.remember(before)), ...heard.map((each) => each.heard)]
  const answerers = new Map(
    [...heard.map((each) => each.heard), ...(await reader.remember(after))].map((each) => [each.trace.traceId, each]),
  )
  return heard.map((each, at) => {
    const place = before.length + at
    const known = remembered.slice(Math.max(0, place - TURNS_REMEMBERED), place).reverse()
    const { trace } = each.heard
    const context: TurnContext = {
      place: places[first + at]!,
      known: known.map((earlier) => rememberTurn(earlier, trace)),
      answers: pauses.answered
        .filter(({ resumedByTraceId }) => resumedByTraceId === trace.traceId)
        .map((pause) => ({ traceId: pause.traceId, ids: pause.pause.ids })),
      laterOf: laterAnswers(pauses, each.heard, answerers),
    }
    return { heard: each.heard, context, bytes: each.bytes }
  })
}

/** Which later turn answered a pause, and with what. Pauses alike are answered in their order. */
function laterAnswers({ answered }: Pauses, { trace }: HeardTrace, answerers: ReadonlyMap<string, HeardTrace>): TurnContext['laterOf'] {
  const own = answered.filter(({ traceId }) => traceId === trace.traceId)
  return (pause: TracePause): LaterAnswer | undefined => {
    const at = own.findIndex((each) => each.pause.checkpointNs === pause.checkpointNs && each.pause.ids.join(' ') === pause.ids.join(' '))
    const [found] = at === -1 ? [] : own.splice(at, 1)
    if (found === undefined) return undefined
    const by = answerers.get(found.resumedByTraceId)
    return {
      answeredAt: found.end,
      traceId: found.resumedByTraceId,
      answer: by === undefined ? undefined : (answersIn(by)[0] ?? inferAnswer(by, pause.ids, 0n)),
    }
  }
}
