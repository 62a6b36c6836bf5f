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

/** A time that a human was waited for. */
export type TracePause = OpenPause & {
  /** The span that asked. */
  readonly spanId: string
  readonly since: bigint
  /** When the same trace went on. */
  readonly answeredAt: bigint | undefined
  /** `wait`: the whole span is a human deciding; `approval`: inferred from a run that stopped at tool calls nobody ran. */
  readonly origin: 'pause' | 'wait' | 'approval'
}

/**
 * Waiting that ended inside one trace: a span that is nothing but a human deciding, and a pause that a later span of the same trace
 * resumes, be it hours later, by running the same checkpoint again, by bringing the answer, or by running the call that was asked for.
 */
export function traceWaits(tree: SpanTree, settled: SettledSpans): TraceWaits {
  const pauses = pausesIn(tree, settled)
  const open = pauses.filter(({ answeredAt }) => answeredAt === undefined)
  return {
    waits: pauses.flatMap(({ since: start, answeredAt: end }) => (end !== undefined && start < end ? [{ start, end }] : [])),
    open: open.map(({ checkpointNs, ids }) => ({ checkpointNs, ids })),
    openSince: open.reduce((last, { since }) => (since > last ? since : last), 0n),
  }
}

/** Every pause of a trace, those that nothing in it has answered among them. */
export function pausesIn(tree: SpanTree, { outcomes, owners, approvals }: SettledSpans): readonly TracePause[] {
  const { facts } = tree
  const waits = facts.flatMap(({ spanId, isHumanWait, isPending, startUnixNano: since, endUnixNano: answeredAt }): TracePause[] =>
    isHumanWait && !isPending ? [{ checkpointNs: '', ids: [], spanId, since, answeredAt, origin: 'wait' }] : [],
  )
  const asked = owners.flatMap((index) => pausesOf(facts[index]!).map((pause) => ({ pause, index })))
  const answers = asked.length > 0 ? indexAnswers(facts, asked) : undefined
  const ends = asked.length > 0 ? endsOfPaused(tree, outcomes) : []
  const pauses = asked.map(({ pause, index }): TracePause => {
    const { spanId, endUnixNano: since } = facts[index]!
    return { ...pause, spanId, since, answeredAt: answers && resumedAt(pause, ends[index]!, answers), origin: 'pause' }
  })
  const inferred = approvals.flatMap(({ index, open, answers: answered }): TracePause[] => {
    const { spanId, endUnixNano: since } = facts[index]!
    const pause = { checkpointNs: '', spanId, since, origin: 'approval' } as const
    return [
      ...open.map((id) => ({ ...pause, ids: [id], answeredAt: undefined })),
      ...answered.map(({ callId, at }) => ({ ...pause, ids: [callId], answeredAt: at })),
    ]
  })
  return [...waits, ...pauses, ...inferred]
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
