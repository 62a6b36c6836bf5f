import type { OpenPause, Trace } from '../model/trace.ts'
import { intervalOf, union, type Interval } from './intervals.ts'

/** From the end of the interrupted span to the start of the trace that resumed it. */
export type AnsweredPause = Interval & {
  /** The trace that paused, and which of its open pauses this is. */
  readonly traceId: string
  readonly pause: OpenPause
  readonly resumedByTraceId: string
}

export type Pauses = {
  /** One for every pause that a later trace has answered, in the order they were answered. */
  readonly answered: readonly AnsweredPause[]
  /** Traces with a pause nothing has answered, in start order. */
  readonly unanswered: readonly Trace[]
  /** The last of those that no later trace has passed by; the session waits while there is one. */
  readonly open: Trace | undefined
}

/** JavaScript SDKs start spans on whole milliseconds and end them on finer clocks: an answer may seem to come this much too early. */
const CLOCK_GRAIN_NANO = 1_000_000n
/** Of a pause that says neither checkpoint nor id. */
const NAMELESS: readonly OpenPause[] = [{ checkpointNs: '', ids: [] }]

/** A trace that waits, and the pauses it still waits with. */
type Waiting = { readonly trace: Trace; readonly pauses: Set<OpenPause> }
type Paused = { readonly by: Waiting; readonly pause: OpenPause }

/**
 * Pairs pauses with what resumed them. `traces` in start order. A trace answers the pauses whose checkpoint it runs again and those it
 * names, however long ago; if it only carries an answer, it answers those that nothing has passed by (semantics 8.5, roll-up 5). Traces
 * that run at the same time, one after the other without a gap, are one run: an SDK may make every step a trace of its own. A run passes
 * by what waited before it, unless it answered something: then the rest still waits.
 */
export function pairPauses(traces: readonly Trace[]): Pauses {
  const waiting = createWaiting()
  const answered: AnsweredPause[] = []
  const runs = union(traces.map(intervalOf))
  let run = 0
  let open: Waiting[] = []
  let hasAnswered = false
  const passBy = () => {
    const isPassed = ({ trace }: Waiting) => !hasAnswered && trace.interruptedAtUnixNano < runs[run]!.start
    open = open.filter((paused) => paused.pauses.size > 0 && !isPassed(paused))
  }
  for (const trace of traces) {
    for (; runs[run]!.end < trace.startUnixNano; run++) {
      passBy()
      hasAnswered = false
    }
    const named = waiting.namedBy(trace)
    const meant =
      named.length > 0 || !trace.isResume
        ? named
        : open.filter(({ trace: { interruptedAtUnixNano } }) => interruptedAtUnixNano <= latestEndFor(trace)).flatMap(pausesOf)
    for (const { by, pause } of meant) {
      if (!waiting.answer(by, pause)) continue
      hasAnswered = true
      const { interruptedAtUnixNano: at, traceId } = by.trace
      const start = at < trace.startUnixNano ? at : trace.startUnixNano
      answered.push({ start, end: trace.startUnixNano, traceId, pause, resumedByTraceId: trace.traceId })
    }
    if (trace.outcome === 'interrupted') open.push(waiting.add(trace))
  }
  if (traces.length > 0) passBy()
  return { answered, unanswered: waiting.unanswered(), open: open.at(-1)?.trace }
}

/** Pauses of one name, by themselves, and when the last of them began. */
type Named = { readonly pauses: Map<OpenPause, Waiting>; until: bigint }

function createWaiting() {
  const all: Waiting[] = []
  const byNs = new Map<string, Named>()
  const byId = new Map<string, Named>()

  /** Other tools of a paused node run on under its checkpoint: only what starts after all of it has paused runs it again. */
  function pausedUntil(index: ReadonlyMap<string, Named>, names: readonly string[], latest: bigint): Paused[] {
    return names.flatMap((name) => {
      const named = index.get(name)
      return named === undefined || named.until > latest ? [] : [...named.pauses].map(([pause, by]) => ({ by, pause }))
    })
  }

  return {
    add(trace: Trace): Waiting {
      const pauses = trace.openPauses.length > 0 ? trace.openPauses : NAMELESS
      const by: Waiting = { trace, pauses: new Set(pauses.map((pause) => ({ ...pause }))) }
      all.push(by)
      for (const pause of by.pauses) {
        if (pause.checkpointNs !== '') enter(byNs, pause.checkpointNs, pause, by)
        for (const id of pause.ids) enter(byId, id, pause, by)
      }
      return by
    },
    /** Pauses whose checkpoint this trace runs again, or that its answers name. */
    namedBy(trace: Trace): Paused[] {
      if (byNs.size === 0 && byId.size === 0) return []
      const answers = pausedUntil(byId, trace.answeredCallIds, trace.startUnixNano + CLOCK_GRAIN_NANO)
      const found = [...answers, ...pausedUntil(byNs, trace.checkpointNamespaces, latestEndFor(trace))]
      // An answer that does not say to which question is one to all of them.
      const isForAll = trace.isResume && answers.length === 0
      const rest = [...new Set(found.map(({ by }) => by))].flatMap((by) =>
        pausesOf(by).filter(({ pause }) => isForAll || isNameless(pause)),
      )
      return [...found, ...rest]
    },
    /** False when it was answered before. */
    answer({ pauses }: Waiting, pause: OpenPause): boolean {
      if (!pauses.delete(pause)) return false
      leave(byNs, pause.checkpointNs, pause)
      for (const id of pause.ids) leave(byId, id, pause)
      return true
    },
    unanswered: () => all.flatMap(({ trace, pauses }) => (pauses.size > 0 ? [trace] : [])),
  }
}

function enter(index: Map<string, Named>, name: string, pause: OpenPause, by: Waiting): void {
  const at = by.trace.interruptedAtUnixNano
  const known = index.get(name)
  if (known === undefined) {
    index.set(name, { pauses: new Map([[pause, by]]), until: at })
    return
  }
  known.pauses.set(pause, by)
  if (at > known.until) known.until = at
}

function leave(index: Map<string, Named>, name: string, pause: OpenPause): void {
  const known = index.get(name)
  known?.pauses.delete(pause)
  if (known?.pauses.size === 0) index.delete(name)
}

const pausesOf = (by: Waiting): Paused[] => [...by.pauses].map((pause) => ({ by, pause }))

const isNameless = ({ checkpointNs, ids }: OpenPause): boolean => checkpointNs === '' && ids.length === 0

/** When a pause that this trace answers began at the latest. */
function latestEndFor({ startUnixNano, isResume }: Trace): bigint {
  return isResume ? startUnixNano + CLOCK_GRAIN_NANO : startUnixNano
}
