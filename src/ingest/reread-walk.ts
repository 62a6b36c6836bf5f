import { isDeepStrictEqual } from 'node:util'
import type { ProjectSettings } from '../model/project-settings.ts'
import { endOfBatch, type RereadRun, type SpanPlace, type Store } from '../store/store.ts'
import { notReady } from './admission.ts'
import type { Lane } from './lane.ts'
import type { Patience } from './patience.ts'
import { createReadChunk, type Chunk, type ChunkDeps } from './reread-chunk.ts'
import type { RollUp } from './roll-up.ts'

export type WalkDeps = ChunkDeps & {
  readonly store: Pick<Store, 'reread' | 'writes' | 'control'>
  readonly insertLane: Lane
  readonly rollLane: Lane
  readonly rollUp: Pick<RollUp, 'run'>
  isReady(): boolean
  /** Resolves when all that is being received is written. */
  whenWritten(): Promise<void>
}

export type Plan = { readonly run: RereadRun; readonly settings: ProjectSettings; readonly after: SpanPlace }

/** Reading the stored spans of a project again from where the plan says to the end. */
export type Walk = {
  /** From the oldest span to the newest of now. Once this resolves, no crash can make the run forgotten. */
  plan(projectId: string, startedAtMs: number): Promise<Plan>
  /** Chunk by chunk; ends early when it is stopped. Settings that change meanwhile make it begin again. */
  steps(begun: Plan, patiently: Patience): AsyncIterable<{ readonly plan: Plan; readonly chunk: Chunk }>
}

export function createWalk(deps: WalkDeps): Walk {
  const { store, insertLane, rollLane, rollUp } = deps
  const readChunk = createReadChunk(deps)

  async function ready<T>(work: () => T): Promise<Awaited<T>> {
    if (!deps.isReady()) throw notReady()
    return await work()
  }

  async function plan(projectId: string, startedAtMs: number): Promise<Plan> {
    const settings = await store.control.projects.settingsOf(projectId)
    // What is being received may be read by the settings of before: it must be on disk before the target is chosen.
    await deps.whenWritten()
    const target = await insertLane(() => ready(deps.nextBatchSeq))
    const run = { projectId, target, totalSpans: await store.reread.count(projectId, 0n, target), startedAtMs }
    await store.reread.writeProgress(run, 0n)
    return { run, settings, after: endOfBatch(0n) }
  }

  /** A trace is folded with its last span, however many chunks it is spread over. */
  async function step({ run, settings, after }: Plan, isRepair: boolean): Promise<Chunk> {
    const { projectId, target } = run
    const chunk = await insertLane(() => ready(() => readChunk(projectId, settings, after, target)))
    if (chunk.last === undefined) return chunk
    const ahead = new Set(await store.reread.tracesAhead(projectId, chunk.traceIds, chunk.last, target))
    const whole = chunk.traceIds.filter((traceId) => !ahead.has(traceId)).map((traceId) => ({ projectId, traceId, facts: undefined }))
    const options = { nowMs: Date.now(), isUrgent: true, isRepair, isAnew: true }
    await rollLane(() => ready(() => rollUp.run(whole, [], options))).catch((error: unknown) => {
      if (deps.isReady()) deps.onBreak(error)
      throw error
    })
    return chunk
  }

  async function* steps(begun: Plan, patiently: Patience): ReturnType<Walk['steps']> {
    // What was interrupted may have left a session behind.
    for (let at = begun, isFirst = true; ; isFirst = false) {
      const { run, settings } = at
      const now = await patiently(() => store.control.projects.settingsOf(run.projectId))
      const isChanged = now !== undefined && !isDeepStrictEqual(now, settings)
      const current = isChanged ? await patiently(() => plan(run.projectId, run.startedAtMs)) : at
      if (current === undefined) return
      const chunk = await patiently((isAgain) => step(current, isFirst || isAgain))
      if (chunk === undefined) return
      const { last } = chunk
      // More of the last batch may follow.
      const reached = last === undefined ? current.run.target : last.batchSeq - 1n
      const isKept = await patiently(() => store.reread.writeProgress(current.run, reached).then(() => true))
      if (isKept === undefined) return
      yield { plan: current, chunk }
      if (last === undefined) return
      at = { ...current, after: last }
    }
  }

  return { plan, steps }
}
