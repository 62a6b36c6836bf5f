import { isDeepStrictEqual } from 'node:util'
import type { Trace } from '../model/trace.ts'
import type { SessionChange, Store } from '../store/store.ts'
import type { FoldedTrace } from './folding.ts'
import { byProject, keyOf } from './keys.ts'
import type { Sequence } from './sequence.ts'

/** Leaves out what the rows in force say already. Where several servers write, none of them answers a row with the same row. */
export type Sameness = {
  changedTraces(folded: readonly FoldedTrace[]): Promise<FoldedTrace[]>
  /** Whatever is written next wins over what was found. */
  changedSessions(changes: readonly SessionChange[], versions: Sequence): Promise<SessionChange[]>
}

const READ_AT_ONCE = 500

export function createSameness(foldReads: Store['foldReads']): Sameness {
  return {
    async changedTraces(folded) {
      const same = new Set<FoldedTrace>()
      const asked = folded.filter(({ isNewer }) => !isNewer)
      for (const [projectId, some] of byProject(asked, READ_AT_ONCE)) {
        const ids = some.map(({ trace }) => trace.traceId)
        const inForce = new Map<string, Rows[number][]>(ids.map((id) => [id, []]))
        for (const row of await foldReads.rowsInForce(projectId, ids)) inForce.get(row.trace.traceId)?.push(row)
        for (const each of some) if (isInForce(each, inForce.get(each.trace.traceId)!)) same.add(each)
      }
      return folded.filter((each) => !same.has(each))
    },
    async changedSessions(changes, versions) {
      const same = new Set<SessionChange>()
      for (const [projectId, some] of byProject(changes, READ_AT_ONCE)) {
        const ids = some.map(({ sessionId }) => sessionId)
        const inForce = new Map(
          (await foldReads.sessionsInForce(projectId, ids)).map((row) => [keyOf(projectId, row.session.sessionId), row]),
        )
        for (const change of some) {
          const row = inForce.get(keyOf(projectId, change.sessionId))
          if (row !== undefined) versions.raise(row.version)
          if (isSame(row?.session, change.session)) same.add(change)
        }
      }
      return changes.filter((change) => !same.has(change))
    },
  }
}

type Rows = Awaited<ReturnType<Store['foldReads']['rowsInForce']>>

function isInForce({ trace, parts, goneParts }: FoldedTrace, rows: Rows): boolean {
  const wanted = new Map<string, Trace | undefined>([trace, ...parts].map((each) => [each.part, each]))
  for (const part of goneParts) wanted.set(part, undefined)
  return [...wanted].every(([part, trace]) => {
    const found = rows.filter((row) => row.trace.part === part)
    if (trace === undefined) return found.every(({ isDeleted }) => isDeleted)
    return found.length > 0 && found.every((row) => !row.isDeleted && isSame({ ...row.trace, version: 0n }, { ...trace, version: 0n }))
  })
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return isDeepStrictEqual(one && known(one), other && known(other))
}

/** Fields that say nothing may be there or not. */
function known(thing: object): object {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined))
}
