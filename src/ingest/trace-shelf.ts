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
  /** What its row written last said; absent when there is none. */
  readonly latest: { readonly sessionId: string; readonly version: bigint } | undefined
  readonly past: Past
  /** Sessions under which it was written, and parts, '' being the whole. */
  readonly sessionIds: ReadonlySet<string>
  readonly parts: ReadonlySet<string>
  /** Every id that a kept version of its spans names, read afresh; only what came out of the store just now has them. */
  readonly namedIds: ReadonlySet<string>
}

/** What rows of a trace have said: other traces may have gone by it. */
export type Past = { readonly starts: readonly bigint[]; readonly threadKeys: readonly string[]; readonly userIds: readonly string[] }

export function pastOf({ startUnixNano, threadKey, userId }: Trace): Past {
  return { starts: [startUnixNano], threadKeys: [threadKey], userIds: [userId] }
}

export type TraceShelf = {
  /** All facts of these traces, from memory or the store, with what came since put in. */
  load(touched: readonly TouchedTrace[]): Promise<LoadedTrace[]>
  /** After its row was written. */
  keep(loaded: LoadedTrace, written: Trace, parts: readonly Trace[]): void
  /** A row was written although no span of the trace changed. */
  moved(written: Trace): void
  /** Forgets one; the sessions under which it was written, as far as that was known, and whether it was. */
  drop(key: string): ReadonlySet<string> | undefined
  forget(): void
}

const READ_TRACES = 500
const MAX_BYTES = 128 << 20
const MAX_TRACES = 50_000
const BYTES_PER_FACT = 1_200

type Loading = Omit<LoadedTrace, 'latest'> & {
  latest: LoadedTrace['latest']
  readonly past: { readonly starts: bigint[]; readonly threadKeys: string[]; readonly userIds: string[] }
  readonly sessionIds: Set<string>
  readonly parts: Set<string>
  readonly namedIds: Set<string>
}

export function createTraceShelf(foldReads: Store['foldReads']): TraceShelf {
  const hot = createHotCache<LoadedTrace>(MAX_BYTES, MAX_TRACES)

  async function read(touched: readonly TouchedTrace[]): Promise<Map<string, LoadedTrace>> {
    const loaded = new Map<string, Loading>()
    for (const { projectId, traceId } of touched) {
      loaded.set(keyOf(projectId, traceId), {
        projectId,
        traceId,
        facts: new Map(),
        latest: undefined,
        past: { starts: [], threadKeys: [], userIds: [] },
        sessionIds: new Set(),
        parts: new Set(),
        namedIds: new Set(),
      })
    }
    for (const [projectId, traces] of byProject(touched, READ_TRACES)) {
      const ids = traces.map((trace) => trace.traceId)
      const known = new Set<string>()
      for (const { traceId, sessionId, part, version, starts, threadKeys, userIds } of await foldReads.writtenTraces(projectId, ids)) {
        known.add(traceId)
        const trace = loaded.get(keyOf(projectId, traceId))!
        trace.sessionIds.add(sessionId)
        trace.parts.add(part)
        if (part !== '') continue
        trace.past.starts.push(...starts)
        trace.past.threadKeys.push(...threadKeys)
        trace.past.userIds.push(...userIds)
        if (trace.latest === undefined || version > trace.latest.version) trace.latest = { sessionId, version }
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

  const put = (trace: LoadedTrace) => hot.set(keyOf(trace.projectId, trace.traceId), trace, trace.facts.size * BYTES_PER_FACT)

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
    keep: (loaded, written, parts) => put(afterWrite(loaded, written, parts)),
    moved(written) {
      const known = hot.get(keyOf(written.projectId, written.traceId))
      if (known) put(afterWrite(known, written, []))
    },
    drop(key) {
      const known = hot.get(key)
      hot.delete(key)
      return known?.sessionIds
    },
    forget: () => hot.clear(),
  }
}

function afterWrite(loaded: LoadedTrace, written: Trace, parts: readonly Trace[]): LoadedTrace {
  const { sessionId, version } = written
  return {
    ...loaded,
    latest: { sessionId, version },
    past: pastOf(written),
    sessionIds: new Set([sessionId, ...parts.map((part) => part.sessionId)]),
    parts: new Set(['', ...parts.map(({ part }) => part)]),
    namedIds: new Set(),
  }
}

function addFact(facts: Map<string, SpanFact>, fact: SpanFact): void {
  const other = facts.get(fact.spanId)
  if (!other || fact.rank > other.rank) facts.set(fact.spanId, fact)
}
