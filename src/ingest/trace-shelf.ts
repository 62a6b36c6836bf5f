import type { SpanFact } from '../model/span-fact.ts'
import type { Trace } from '../model/trace.ts'
import type { Store } from '../store/store.ts'
import { createHotCache } from './hot-cache.ts'
import { byProject, keyOf } from './keys.ts'

export type TraceRef = { readonly projectId: string; readonly traceId: string }

/** A trace whose spans changed. `facts`: what came since its last fold; absent when that is not known any more. */
export type TouchedTrace = TraceRef & { readonly facts: readonly SpanFact[] | undefined }

export type LoadedTrace = TraceRef & {
  /** One per span id, the winning version. */
  readonly facts: Map<string, SpanFact>
  /** The row written last; absent when it was not written from here. */
  readonly written: Trace | undefined
  /** Sessions under which it was written. */
  readonly sessionIds: ReadonlySet<string>
  /** Every id that a kept version of its spans names, read afresh; only what came out of the store just now has them. */
  readonly namedIds: ReadonlySet<string>
}

export type TraceShelf = {
  /** All facts of these traces, from memory or the store, with what came since put in. */
  load(touched: readonly TouchedTrace[]): Promise<LoadedTrace[]>
  keep(trace: LoadedTrace): void
  forget(): void
}

const READ_TRACES = 500
const MAX_BYTES = 128 << 20
const MAX_TRACES = 50_000
const BYTES_PER_FACT = 1_200

type Loading = LoadedTrace & { readonly sessionIds: Set<string>; readonly namedIds: Set<string> }

export function createTraceShelf(foldReads: Store['foldReads']): TraceShelf {
  const hot = createHotCache<LoadedTrace>(MAX_BYTES, MAX_TRACES)

  async function read(touched: readonly TouchedTrace[]): Promise<Map<string, LoadedTrace>> {
    const loaded = new Map<string, Loading>()
    for (const { projectId, traceId } of touched) {
      loaded.set(keyOf(projectId, traceId), {
        projectId,
        traceId,
        facts: new Map(),
        written: undefined,
        sessionIds: new Set(),
        namedIds: new Set(),
      })
    }
    for (const [projectId, traces] of byProject(touched, READ_TRACES)) {
      const ids = traces.map((trace) => trace.traceId)
      const known = new Set<string>()
      for (const { traceId, sessionId } of await foldReads.writtenTraces(projectId, ids)) {
        known.add(traceId)
        loaded.get(keyOf(projectId, traceId))?.sessionIds.add(sessionId)
      }
      // A trace that was never written and whose changes are all at hand is new: the store has nothing more of it.
      const old = traces.filter(({ traceId, facts }) => !facts || known.has(traceId)).map((trace) => trace.traceId)
      if (old.length === 0) continue
      for await (const fact of foldReads.facts(projectId, old)) {
        const trace = loaded.get(keyOf(projectId, fact.traceId))
        if (!trace) continue
        addFact(trace.facts, fact)
        for (const candidate of fact.sessionCandidates) trace.namedIds.add(candidate.value)
      }
    }
    return loaded
  }

  return {
    async load(touched) {
      const known = touched.map(({ projectId, traceId, facts }) => facts && hot.get(keyOf(projectId, traceId)))
      const cold = await read(touched.filter((_, index) => !known[index]))
      return touched.map(({ projectId, traceId, facts }, index) => {
        const trace = known[index] ?? cold.get(keyOf(projectId, traceId))!
        for (const fact of facts ?? []) addFact(trace.facts, fact)
        return trace
      })
    },
    keep: (trace) => hot.set(keyOf(trace.projectId, trace.traceId), trace, trace.facts.size * BYTES_PER_FACT),
    forget: () => hot.clear(),
  }
}

function addFact(facts: Map<string, SpanFact>, fact: SpanFact): void {
  const other = facts.get(fact.spanId)
  if (!other || fact.rank > other.rank) facts.set(fact.spanId, fact)
}
