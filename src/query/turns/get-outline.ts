import type { Outline, OutlineTurn } from '../../api/contract/turn.ts'
import { isoFromUnixNano, unixNanoFromMs } from '../../base/time.ts'
import type { Trace } from '../../model/trace.ts'
import { pairPauses, type Pauses } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { reported } from '../assemble-totals.ts'
import { readSession } from '../read-session.ts'
import { placeTurns } from './place-turns.ts'

const MOST_TURNS = 20_000

/** Every turn of a session from the rows of its traces alone. */
export async function getOutline(reads: Reads, projectId: string, idOrAlias: string, nowMs: number): Promise<Outline> {
  const { traces } = await readSession(reads, projectId, idOrAlias)
  const items = assembleOutline(traces, unixNanoFromMs(nowMs))
  return { items: items.slice(0, MOST_TURNS), total: items.length, isCut: items.length > MOST_TURNS || undefined }
}

/** `traces`: all of one session, in start order. */
export function assembleOutline(traces: readonly Trace[], asOfUnixNano: bigint): OutlineTurn[] {
  const pauses = pairPauses(traces)
  const waits = waitsByTrace(traces, pauses)
  return placeTurns(traces, pauses, asOfUnixNano).map((place, index) => {
    const { traceId, input, output, tools } = traces[index]!
    return { ...place, input: reported(input), output: reported(output), tools: [...tools], waits: waits.get(traceId) ?? [] }
  })
}

type Wait = { readonly since: bigint; readonly answeredAt?: bigint; readonly resumedByTraceId?: string }

/** Pauses that one trace answered at once are one wait. */
function waitsByTrace(traces: readonly Trace[], { answered, unanswered }: Pauses): ReadonlyMap<string, OutlineTurn['waits']> {
  const waits = new Map<string, Map<string, Wait>>()
  const add = (traceId: string, wait: Wait) => {
    const own = waits.get(traceId) ?? new Map<string, Wait>()
    waits.set(traceId, own.set(`${wait.since} ${wait.answeredAt} ${wait.resumedByTraceId}`, wait))
  }
  for (const { traceId, waits: inside } of traces) {
    for (const { start, end } of inside) add(traceId, { since: start, answeredAt: end, resumedByTraceId: traceId })
  }
  for (const { traceId, start, end, resumedByTraceId } of answered) add(traceId, { since: start, answeredAt: end, resumedByTraceId })
  for (const { traceId, interruptedAtUnixNano } of unanswered) add(traceId, { since: interruptedAtUnixNano })
  const inOrder = (a: Wait, b: Wait) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)
  return new Map([...waits].map(([traceId, own]) => [traceId, [...own.values()].sort(inOrder).map(assembleWait)]))
}

function assembleWait({ since, answeredAt, resumedByTraceId }: Wait): OutlineTurn['waits'][number] {
  return {
    since: isoFromUnixNano(since),
    answeredAt: answeredAt === undefined ? undefined : isoFromUnixNano(answeredAt),
    resumedByTraceId,
  }
}
