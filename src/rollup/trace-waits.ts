import type { SpanFact } from '../model/span-fact.ts'
import type { Interval } from './session-time.ts'
import type { SpanTree } from './span-tree.ts'

export type TraceWaits = {
  /** Disjoint, in order. */
  readonly waits: readonly Interval[]
  /** Of the spans that own a pause, those that nothing later in the trace has answered. */
  readonly open: readonly number[]
}

/**
 * Waiting that ended inside one trace: a span that is nothing but a human deciding, and a pause that a later span of the same trace
 * resumes, be it hours later, by running the same checkpoint again, by bringing the answer, or by running the call that was asked for.
 */
export function traceWaits({ facts }: SpanTree, owners: readonly number[]): TraceWaits {
  const waits: Interval[] = facts.flatMap((fact) =>
    fact.isHumanWait && !fact.isPending ? [{ start: fact.startUnixNano, end: fact.endUnixNano }] : [],
  )
  const answers = owners.length > 0 ? indexAnswers(facts) : undefined
  const open = owners.filter((owner) => {
    const paused = facts[owner]!
    const end = answers && resumedAt(paused, answers)
    if (end !== undefined) waits.push({ start: paused.endUnixNano, end })
    return end === undefined
  })
  return { waits: waits.filter(({ start, end }) => start < end), open }
}

/** When spans began, in order, by what they resume or answer. */
type Answers = { readonly resumes: readonly bigint[]; readonly byName: ReadonlyMap<string, readonly bigint[]> }

/** `facts` in start order. */
function indexAnswers(facts: SpanTree['facts']): Answers {
  const byName = new Map<string, bigint[]>()
  for (const fact of facts) {
    for (const name of [fact.checkpointNs, ...fact.answeredCallIds]) {
      if (name === '') continue
      const starts = byName.get(name)
      if (starts) starts.push(fact.startUnixNano)
      else byName.set(name, [fact.startUnixNano])
    }
  }
  return { resumes: facts.flatMap((fact) => (fact.isResume ? [fact.startUnixNano] : [])), byName }
}

/** When the first span that answers this pause began. */
function resumedAt(paused: SpanFact, { resumes, byName }: Answers): bigint | undefined {
  const names = [paused.checkpointNs, ...paused.interruptIds, ...paused.askedCallIds, ...paused.answeredCallIds]
  const lists = [resumes, ...names.flatMap((name) => (byName.has(name) ? [byName.get(name)!] : []))]
  return lists
    .map((starts) => firstFrom(starts, paused.endUnixNano))
    .reduce((first, each) => (first === undefined || (each !== undefined && each < first) ? each : first), undefined)
}

/** The first of these, in order, that is not before `moment`. */
function firstFrom(starts: readonly bigint[], moment: bigint): bigint | undefined {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < moment) low = middle + 1
    else high = middle
  }
  return starts[low]
}
