import type { STEPS, Turn } from '../../api/contract/turn.ts'
import type { Trace } from '../../model/trace.ts'
import { pairPauses, type Pauses, type TracePause } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
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

/** A turn, and how many bytes were read for it. */
export type ToldTurn = { readonly turn: Turn; readonly bytes: number }

/** Tells turns of a session; what several of them need is read once. `traces`: all of the session, in start order. */
export function createTurnTeller(reads: Reads, traces: readonly Trace[], asOfUnixNano: bigint) {
  const pauses = pairPauses(traces)
  const session: SessionTurns = { traces, places: placeTurns(traces, pauses, asOfUnixNano), pauses }
  const reader = createTurnReader(reads, traces[0]?.projectId ?? '')
  return {
    /** `indexes`: at least one, each one more than the one before. */
    async tell(indexes: readonly number[], steps: (typeof STEPS)[number]): Promise<ToldTurn[]> {
      const contexts = await readContexts(reader, session, indexes)
      return contexts.map(({ heard, context, bytes }) => ({ turn: assembleTurn(heard, context, steps), bytes }))
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
