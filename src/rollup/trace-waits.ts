import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import type { OpenPause } from '../model/trace.ts'
import { pausesOf } from './open-pauses.ts'
import { firstNotBefore, type Interval } from './intervals.ts'
import type { SettledSpans } from './settle-outcomes.ts'
import type { SpanTree } from './span-tree.ts'

export type TraceWaits = {
  readonly waits: readonly Interval[]
  /** Pauses that nothing later in the trace has answered. */
  readonly open: readonly OpenPause[]
  /** When the last of those began. */
  readonly openSince: bigint
}

/**
 * Waiting that ended inside one trace: a span that is nothing but a human deciding, and a pause that a later span of the same trace
 * resumes, be it hours later, by running the same checkpoint again, by bringing the answer, or by running the call that was asked for.
 */
export function traceWaits(tree: SpanTree, { outcomes, owners, approvals }: SettledSpans): TraceWaits {
  const { facts } = tree
  const waits = facts.flatMap(({ isHumanWait, isPending, startUnixNano, endUnixNano }) =>
    isHumanWait && !isPending ? [{ start: startUnixNano, end: endUnixNano }] : [],
  )
  const open: OpenPause[] = []
  let openSince = 0n
  const settlePause = (pause: OpenPause, paused: SpanFact, answeredAt: bigint | undefined) => {
    if (answeredAt !== undefined) waits.push({ start: paused.endUnixNano, end: answeredAt })
    else open.push(pause)
    if (answeredAt === undefined && paused.endUnixNano > openSince) openSince = paused.endUnixNano
  }
  const pauses = owners.flatMap((index) => pausesOf(facts[index]!).map((pause) => ({ pause, index })))
  const answers = pauses.length > 0 ? indexAnswers(facts, pauses) : undefined
  const ends = pauses.length > 0 ? endsOfPaused(tree, outcomes) : []
  for (const { pause, index } of pauses) settlePause(pause, facts[index]!, answers && resumedAt(pause, ends[index]!, answers))
  for (const { index, open: callIds, answers: moments } of approvals) {
    for (const id of callIds) settlePause({ checkpointNs: '', ids: [id] }, facts[index]!, undefined)
    for (const moment of moments) settlePause({ checkpointNs: '', ids: [] }, facts[index]!, moment)
  }
  return { waits: waits.filter(({ start, end }) => start < end), open, openSince }
}

/**
 * Of each interrupted span, when all that paused with it had ended: until then the other tools of a paused node still run under its
 * checkpoint, and answer nothing.
 */
function endsOfPaused({ facts, parent, parentsFirst }: SpanTree, outcomes: readonly Outcome[]): bigint[] {
  const ends = facts.map(() => 0n)
  for (const index of parentsFirst) {
    const up = parent[index]!
    const above = up === -1 ? 0n : ends[up]!
    const own = outcomes[index] === 'interrupted' ? facts[index]!.endUnixNano : 0n
    ends[index] = own > above ? own : above
  }
  return ends
}

/** When spans began, in order, by what they resume or answer; `resumes`: whatever is paused. */
type Answers = { readonly resumes: readonly bigint[]; readonly byName: ReadonlyMap<string, readonly bigint[]> }

/** `facts` in start order. */
function indexAnswers(facts: readonly SpanFact[], pauses: readonly { readonly pause: OpenPause }[]): Answers {
  const ids = new Set(pauses.flatMap(({ pause }) => pause.ids))
  const byName = new Map<string, bigint[]>()
  for (const fact of facts) {
    for (const name of [fact.checkpointNs, ...fact.answeredCallIds]) {
      if (name === '') continue
      const starts = byName.get(name)
      if (starts) starts.push(fact.startUnixNano)
      else byName.set(name, [fact.startUnixNano])
    }
  }
  const isForAll = (fact: SpanFact) => fact.isResume && !fact.answeredCallIds.some((id) => ids.has(id))
  return { resumes: facts.filter(isForAll).map((fact) => fact.startUnixNano), byName }
}

/** When the first span that answers this pause began. */
function resumedAt({ checkpointNs, ids }: OpenPause, from: bigint, { resumes, byName }: Answers): bigint | undefined {
  const lists = [resumes, ...[checkpointNs, ...ids].flatMap((name) => (byName.has(name) ? [byName.get(name)!] : []))]
  return lists
    .map((starts) => starts[firstNotBefore(starts, from)])
    .reduce((first, each) => (first === undefined || (each !== undefined && each < first) ? each : first), undefined)
}
