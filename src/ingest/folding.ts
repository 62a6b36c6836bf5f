import type { Log } from '../base/log.ts'
import type { Trace } from '../model/trace.ts'
import { foldWithParts } from '../rollup/rollup.ts'
import type { Store } from '../store/store.ts'
import { createInference } from './inference.ts'
import { byProject } from './keys.ts'
import type { LoadedTrace } from './trace-shelf.ts'

export type FoldedTrace = {
  readonly projectId: string
  readonly trace: Trace
  /** What it is to each of several sessions that share it. */
  readonly parts: readonly Trace[]
  /** Parts it once had. */
  readonly goneParts: readonly string[]
  /** Absent when none of its spans changed, only its session. */
  readonly loaded: LoadedTrace | undefined
  /** Sessions it is no longer in. */
  readonly left: readonly string[]
  /** No row of this version was written. */
  readonly isNewer: boolean
  /** Inferred sessions it may have been in before a crash. */
  readonly near: readonly string[]
}

/**
 * What becomes of a trace none of whose spans changed: nothing; its row is written as it must have been before a crash; it gets a new row,
 * because rules may have changed; or it gets one unless the rows in force say the same, because other servers write as well: the caller looks.
 */
export type Again = 'never' | 'same' | 'anew' | 'unlessSame'

/** Folds what was loaded and has changed, puts traces that name no session into inferred ones, and what follows them along with them. */
export function createFolding(store: Pick<Store, 'foldReads' | 'control'>, log: Log) {
  const inference = createInference(store)
  return async (all: readonly LoadedTrace[], again: Again): Promise<FoldedTrace[]> => {
    const changed = all.flatMap((loaded) => foldLoaded(loaded, again, log))
    const folded: FoldedTrace[] = []
    for (const [projectId, some] of byProject(changed, Infinity)) {
      const { traces, moved, near } = await inference.settle(projectId, some)
      folded.push(...some.map((each) => entering(each, traces.get(each.trace.traceId) ?? each.trace, near, again)), ...moved.map(moving))
    }
    return folded
  }
}

type Changed = {
  readonly projectId: string
  readonly loaded: LoadedTrace
  readonly trace: Trace
  readonly parts: readonly Trace[]
  readonly past: LoadedTrace['past']
}

/** Nothing when the trace has no span, or when the row written last says the same already. */
function foldLoaded(loaded: LoadedTrace, again: Again, log: Log): Changed[] {
  const { projectId, past, facts, latest } = loaded
  if (facts.size === 0) return []
  const fold = attempt(() => foldWithParts([...facts.values()]), { traceId: loaded.traceId }, log)
  if (!fold || (again === 'never' && latest !== undefined && latest.version >= fold.trace.version)) return []
  return [{ projectId, loaded, ...fold, past }]
}

/**
 * A fold's version is the sum of its batch numbers, each above 2^40. A trace that changes its session without a new span counts up from
 * there: never so far that it would reach the next sum. Whoever folds anew uses up a batch number each time, for the same reason.
 */
function entering({ loaded, parts }: Changed, trace: Trace, near: readonly string[], again: Again): FoldedTrace {
  const { latest } = loaded
  const isNewer = latest === undefined || latest.version < trace.version
  const isSame = !isNewer && (again === 'never' || again === 'same') && latest.sessionId === trace.sessionId
  const version = isNewer ? trace.version : isSame ? latest.version : latest.version + 1n
  const sessionIds = new Set([trace.sessionId, ...parts.map((part) => part.sessionId)])
  const left = [...loaded.sessionIds].filter((id) => id !== '' && !sessionIds.has(id))
  const goneParts = [...loaded.parts].filter((id) => id !== '' && !parts.some(({ part }) => part === id))
  return {
    projectId: trace.projectId,
    loaded,
    trace: { ...trace, version },
    parts: parts.map((part) => ({ ...part, version })),
    goneParts,
    left,
    near,
    isNewer,
  }
}

function moving({ trace, from }: { readonly trace: Trace; readonly from: Trace }): FoldedTrace {
  const { projectId, sessionId, version } = from
  return {
    projectId,
    trace: { ...trace, version: version + 1n },
    parts: [],
    goneParts: [],
    loaded: undefined,
    left: [sessionId],
    near: [],
    isNewer: true,
  }
}

/** A mistake of ours in folding one thing must not hold up all others. */
export function attempt<T>(fold: () => T, subject: object, log: Log): T | undefined {
  try {
    return fold()
  } catch (error) {
    log.error({ ...subject, error }, 'Folding failed; the row stays as it was.')
    return undefined
  }
}
