import type { STEPS, Turn } from '../../api/contract/turn.ts'
import type { Trace } from '../../model/trace.ts'
import { pairPauses, type Pauses, type TracePause } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { assembleTurn, type TurnContext } from './assemble-turn.ts'
import type { HeardTrace } from './heard-trace.ts'
import { placeTurns, type TurnPlace } from './place-turns.ts'
import { createTurnReader, type TurnReader } from './read-turns.ts'
import { knownTo } from './known.ts'
import { asRemembered, rememberTurn } from './remember-turn.ts'
import { answersIn, inferAnswer, type GivenAnswer, type LaterAnswer } from './turn-pauses.ts'

/** How many turns back a turn looks for what was said before: the same whichever page it is on. */
const TURNS_REMEMBERED = 8
const TURNS_AT_ONCE = 20
const SPANS_AT_ONCE = 20_000

/** When it was asked, and what tells that nobody waits for the answer any more. */
export type Asked = { readonly nowMs: number; readonly signal?: AbortSignal | undefined }
type TellerOptions = { readonly asOfUnixNano: bigint; readonly signal?: AbortSignal | undefined }

/** A turn, and how many bytes were read for it. */
export type ToldTurn = { readonly turn: Turn; readonly bytes: number }

/** Tells turns of a session until the signal comes; what several of them need is read once. `traces`: all of the session, in start order. */
export function createTurnTeller(reads: Reads, traces: readonly Trace[], { asOfUnixNano, signal }: TellerOptions) {
  const pauses = pairPauses(traces)
  const session: SessionTurns = { traces, places: placeTurns(traces, pauses, asOfUnixNano), pauses }
  const reader = createTurnReader(reads, traces[0]?.projectId ?? '')
  return {
    /** One after the other, read as many at a time as are not too large. `indexes`: each one more than the one before. */
    async *tell(indexes: readonly number[], steps: (typeof STEPS)[number]): AsyncIterable<ToldTurn> {
      for (let at = 0; at < indexes.length && !signal?.aborted;) {
        for (const { heard, context, bytes } of await readContexts(reader, session, indexes.slice(at), signal)) {
          yield { turn: assembleTurn(heard, context, steps), bytes }
          at++
        }
      }
    },
  }
}

/** Ascending indexes of turns in batches that can be told together: each follows the other, and they are not too large. */
export function batchesOf(traces: readonly Trace[], indexes: readonly number[]): number[][] {
  const batches: number[][] = []
  let spans = 0
  for (const index of indexes) {
    const batch = batches.at(-1)
    spans += traces[index]!.spanCount
    if (batch !== undefined && batch.at(-1) === index - 1 && batch.length < TURNS_AT_ONCE && spans <= SPANS_AT_ONCE) batch.push(index)
    else {
      batches.push([index])
      spans = traces[index]!.spanCount
    }
  }
  return batches
}

type SessionTurns = { readonly traces: readonly Trace[]; readonly places: readonly TurnPlace[]; readonly pauses: Pauses }

/** Of the first of these turns, as many as were read. */
async function readContexts(reader: TurnReader, session: SessionTurns, indexes: readonly number[], signal: AbortSignal | undefined) {
  const { traces, places, pauses } = session
  const first = indexes[0]!
  const read = await reader.hear(indexes.map((index) => traces[index]!))
  if (signal?.aborted) return []
  const own = read.map(({ heard }) => heard)
  const ownIds = new Set(own.map(({ trace }) => trace.traceId))
  const before = traces.slice(Math.max(0, first - TURNS_REMEMBERED), first)
  const answering = new Set(pauses.answered.flatMap(({ traceId, resumedByTraceId }) => (ownIds.has(traceId) ? resumedByTraceId : [])))
  const after = traces.filter(({ traceId }) => answering.has(traceId) && !ownIds.has(traceId))
  const remembered = [...(await reader.remember(before)), ...own].map(rememberTurn)
  const answerers = new Map([...own, ...(await reader.remember(after))].map((each) => [each.trace.traceId, asRemembered(each)]))
  return read.map(({ heard, bytes }, at) => {
    const place = before.length + at
    const known = remembered.slice(Math.max(0, place - TURNS_REMEMBERED), place).reverse()
    const context: TurnContext = {
      place: places[first + at]!,
      known: known.map((earlier) => knownTo(heard.trace, earlier)),
      answers: pauses.answered
        .filter(({ resumedByTraceId }) => resumedByTraceId === heard.trace.traceId)
        .map(({ traceId, pause: { ids } }) => ({ traceId, ids })),
      laterOf: laterAnswers(pauses, heard, answerers),
    }
    return { heard, context, bytes }
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
      answer: by && answerFor(by, pause),
    }
  }
}

function answerFor(by: HeardTrace, { ids }: TracePause): GivenAnswer | undefined {
  const given = answersIn(by)
  return given.find((answer) => answer.ids.some((id) => ids.includes(id))) ?? given[0] ?? inferAnswer(by, ids, 0n)
}
