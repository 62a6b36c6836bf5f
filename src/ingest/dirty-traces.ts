import type { SpanFact } from '../model/span-fact.ts'
import { keyOf } from './keys.ts'
import type { TraceRef } from './trace-shelf.ts'

/** A trace with changes that are not rolled up. `facts` goes when too much is held: then the store has them. */
export type DirtyTrace = TraceRef & { facts: SpanFact[] | undefined; readonly since: bigint; readonly sinceMs: number }

export type DirtyTraces = {
  add(fact: SpanFact, batchSeq: bigint): void
  /** A trace of which another server has changed something: the store has it. */
  addWhole(ref: TraceRef, batchSeq: bigint): void
  /** Takes out those that may be folded now, oldest first, at most so many. */
  take(most: number, isDue: (key: string) => boolean): DirtyTrace[]
  values(): Iterable<DirtyTrace>
  first(): DirtyTrace | undefined
  clear(): void
  readonly size: number
}

const HELD_FACTS = 200_000

export function createDirtyTraces(): DirtyTraces {
  const traces = new Map<string, DirtyTrace>()
  let heldFacts = 0
  return {
    add(fact, batchSeq) {
      const key = keyOf(fact.projectId, fact.traceId)
      const known = traces.get(key)
      const dirty = known ?? { projectId: fact.projectId, traceId: fact.traceId, facts: [], since: batchSeq, sinceMs: Date.now() }
      if (!known) traces.set(key, dirty)
      if (dirty.facts && heldFacts < HELD_FACTS) {
        dirty.facts.push(fact)
        heldFacts += 1
      } else {
        heldFacts -= dirty.facts?.length ?? 0
        dirty.facts = undefined
      }
    },
    addWhole({ projectId, traceId }, batchSeq) {
      const key = keyOf(projectId, traceId)
      const dirty = traces.get(key) ?? { projectId, traceId, facts: undefined, since: batchSeq, sinceMs: Date.now() }
      heldFacts -= dirty.facts?.length ?? 0
      dirty.facts = undefined
      traces.set(key, dirty)
    },
    take(most, isDue) {
      const taken: DirtyTrace[] = []
      for (const [key, dirty] of traces) {
        if (taken.length === most) break
        if (!isDue(key)) continue
        traces.delete(key)
        heldFacts -= dirty.facts?.length ?? 0
        taken.push(dirty)
      }
      return taken
    },
    values: () => traces.values(),
    first: () => traces.values().next().value,
    clear() {
      traces.clear()
      heldFacts = 0
    },
    get size() {
      return traces.size
    },
  }
}
