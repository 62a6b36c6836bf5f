import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Renormalization } from '../model/renormalization.ts'
import { endOfBatch, type RereadRun } from '../store/store.ts'
import { notReady } from './admission.ts'
import { createPatience } from './patience.ts'
import { createWalk, type Plan, type WalkDeps } from './reread-walk.ts'

/** Reads stored spans again after rules or settings have changed, chunk by chunk, while everything else goes on. */
export type Renormalizer = {
  /** Begins with the oldest span, unless it is under way. Once this resolves, no crash can make the run forgotten. */
  start(projectId: string): Promise<Renormalization>
  state(projectId: string): Renormalization
  /** Takes up what the last run of the server left unfinished. */
  resume(): Promise<void>
  /** Ends after the chunk at hand; the next start goes on from there. */
  close(): Promise<void>
}

type Running = { readonly begun: Promise<Plan | undefined>; readonly ended: Promise<void> }

const IDLE: Renormalization = { state: 'idle', readSpans: 0, changedSpans: 0, totalSpans: 0 }
const UNEXPECTED = 'It failed in a way nobody expected; the log of the server says why.'

export function createRenormalizer(deps: WalkDeps & { readonly log: Log }): Renormalizer {
  const { store, log } = deps
  const closing = new AbortController()
  const patiently = createPatience(closing.signal)
  const walk = createWalk(deps)
  const states = new Map<string, Renormalization>()
  const running = new Map<string, Running>()
  const state = (projectId: string) => states.get(projectId) ?? IDLE
  const report = (projectId: string, change: Partial<Renormalization>) => states.set(projectId, { ...state(projectId), ...change })

  async function follow(projectId: string, begun: Plan): Promise<void> {
    let { run } = begun
    for await (const { plan, chunk } of walk.steps(begun, patiently)) {
      const { totalSpans } = plan.run
      const readBefore = plan.run === run ? state(projectId).readSpans : 0
      run = plan.run
      const changedSpans = state(projectId).changedSpans + chunk.changedSpans
      report(projectId, { totalSpans, readSpans: readBefore + chunk.readSpans, changedSpans })
      if (chunk.last === undefined) report(projectId, { state: 'done', finishedAtMs: Date.now() })
    }
  }

  function begin(projectId: string, begun: Running['begun']): void {
    const ended = begun
      .then((plan) => plan && follow(projectId, plan))
      .catch((error: unknown) => {
        log.error({ projectId, error }, 'Reading the spans again failed; what was done so far stays.')
        report(projectId, { state: 'failed', finishedAtMs: Date.now(), error: error instanceof AppError ? error.message : UNEXPECTED })
      })
      .finally(() => running.delete(projectId))
    running.set(projectId, { begun, ended })
  }

  async function planFirst(projectId: string, startedAtMs: number): Promise<Plan> {
    const plan = await walk.plan(projectId, startedAtMs)
    report(projectId, { totalSpans: plan.run.totalSpans })
    return plan
  }

  async function planRest(run: RereadRun, batchSeq: bigint): Promise<Plan> {
    const { projectId, target, totalSpans } = run
    const settings = await store.control.projects.settingsOf(projectId)
    report(projectId, { readSpans: Math.max(0, totalSpans - (await store.reread.count(projectId, batchSeq, target))) })
    return { run, settings, after: endOfBatch(batchSeq) }
  }

  return {
    async start(projectId) {
      if (closing.signal.aborted || !deps.isReady()) throw notReady()
      if (!running.has(projectId)) {
        const startedAtMs = Date.now()
        states.set(projectId, { ...IDLE, state: 'running', startedAtMs })
        begin(projectId, planFirst(projectId, startedAtMs))
      }
      await running.get(projectId)?.begun
      return state(projectId)
    },
    state,
    async resume() {
      const unfinished = await store.reread.unfinished().catch((error: unknown) => {
        log.warn({ error }, 'Reading the spans again is taken up after the next repair.')
        return []
      })
      for (const { batchSeq, ...run } of unfinished) {
        const { projectId, totalSpans, startedAtMs } = run
        if (running.has(projectId) || closing.signal.aborted) continue
        states.set(projectId, { ...IDLE, state: 'running', totalSpans, startedAtMs })
        const begun = patiently(() => planRest(run, batchSeq))
        begin(projectId, begun)
      }
    },
    async close() {
      closing.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
