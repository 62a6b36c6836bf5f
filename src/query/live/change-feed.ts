import type { Log } from '../../base/log.ts'
import type { Change, Changes } from '../../store/store.ts'

/** What changed of one project between two looks: ids with the version written last. */
export type ProjectChanges = {
  readonly sessions: ReadonlyMap<string, bigint>
  /** With the sessions its rows name now. */
  readonly traces: ReadonlyMap<string, { readonly version: bigint; readonly sessionIds: ReadonlySet<string> }>
  /** All of it was deleted. */
  readonly isErased: boolean
}

export type Subscription = {
  /** The look after which news begin. */
  readonly at: number
  /** What came after the look that was asked for, else in the last seconds; absent when that is not known any more. */
  readonly missed: readonly ProjectChanges[] | undefined
  end(): void
}

/** Looks for what changed, whichever process wrote it: once for all who listen, and only while somebody does. */
export type ChangeFeed = {
  /** `hear` is called with the number of the look. */
  subscribe(projectId: string, since: number | undefined, hear: (look: number, changes: ProjectChanges) => void): Subscription
  close(): void
}

const LOOK_EVERY_MS = 300
const OVERLAP_MS = 5_000
const REMEMBERED_MS = 60_000
const REMEMBERED_IDS = 50_000

type Look = {
  readonly number: number
  readonly atMs: number
  readonly projects: ReadonlyMap<string, ProjectChanges>
  readonly size: number
}
type Subscriber = { readonly projectId: string; hear(look: number, changes: ProjectChanges): void }

export function createChangeFeed(changes: Changes, log: Log): ChangeFeed {
  const subscribers = new Set<Subscriber>()
  const seen = new Map<string, number>()
  let looks: Look[] = []
  let last = 0
  let timer: NodeJS.Timeout | undefined
  let isLooking = false
  let isClosed = false
  /** When the last look that succeeded began, by the store's clock. */
  let seenUntilMs: number | undefined

  async function look(): Promise<void> {
    const projectIds = [...new Set([...subscribers].map(({ projectId }) => projectId))]
    const found = await changes.since({ afterMs: seenUntilMs, overlapMs: OVERLAP_MS, projectIds })
    const oldestMs = (seenUntilMs ?? found.nowMs) - OVERLAP_MS
    for (const [key, writtenAtMs] of seen) if (writtenAtMs <= oldestMs) seen.delete(key)
    const fresh = found.changes.filter((change) => !seen.has(keyOf(change)))
    for (const change of fresh) seen.set(keyOf(change), change.writtenAtMs)
    seenUntilMs = found.nowMs
    if (fresh.length > 0) tell(fresh, found.nowMs)
  }

  function tell(fresh: readonly Change[], atMs: number): void {
    last += 1
    const projects = byProject(fresh)
    looks.push({ number: last, atMs, projects, size: fresh.length })
    forgetOld(atMs)
    for (const subscriber of subscribers) {
      const news = projects.get(subscriber.projectId)
      if (news !== undefined) subscriber.hear(last, news)
    }
  }

  function forgetOld(atMs: number): void {
    let size = 0
    const kept = looks.findLastIndex((each) => (size += each.size) > REMEMBERED_IDS || each.atMs < atMs - REMEMBERED_MS)
    looks = looks.slice(kept + 1)
  }

  async function tick(): Promise<void> {
    timer = undefined
    isLooking = true
    await look().catch((error: unknown) => log.warn({ error }, 'Looking for changes failed; it is tried again.'))
    isLooking = false
    schedule()
  }

  function schedule(): void {
    if (isClosed || isLooking || timer !== undefined) return
    if (subscribers.size > 0) timer = setTimeout(() => void tick(), LOOK_EVERY_MS)
    else forget()
  }

  /** Nobody listened for a while: what was known is of no use any more. */
  function forget(): void {
    seen.clear()
    looks = []
    last += 1
    seenUntilMs = undefined
  }

  function missedBy(projectId: string, since: number | undefined): readonly ProjectChanges[] | undefined {
    const first = looks[0]?.number ?? last + 1
    if (since !== undefined && (since > last || since + 1 < first)) return undefined
    const recent = looks.filter(({ number, atMs }) => (since === undefined ? atMs > (seenUntilMs ?? 0) - OVERLAP_MS : number > since))
    return recent.flatMap(({ projects }) => projects.get(projectId) ?? [])
  }

  return {
    subscribe(projectId, since, hear) {
      const missed = missedBy(projectId, since)
      const subscriber = { projectId, hear }
      subscribers.add(subscriber)
      schedule()
      return { at: last, missed, end: () => void subscribers.delete(subscriber) }
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

function keyOf(change: Change): string {
  const id = change.of === 'trace' ? `${change.traceId} ${change.part}` : change.of === 'session' ? change.sessionId : change.id
  return `${change.of} ${change.projectId} ${change.version} ${change.writtenAtMs} ${id}`
}

function byProject(changes: readonly Change[]): Map<string, ProjectChanges> {
  const projects = new Map<string, Collecting>()
  for (const change of changes) {
    const project = projects.get(change.projectId) ?? { sessions: new Map(), traces: new Map(), isErased: false }
    projects.set(change.projectId, project)
    collect(project, change)
  }
  return projects
}

type Collecting = {
  sessions: Map<string, bigint>
  traces: Map<string, { version: bigint; sessionIds: Set<string> }>
  isErased: boolean
}

function collect(project: Collecting, change: Change): void {
  const touchSession = (id: string, version: bigint) => project.sessions.set(id, max(version, project.sessions.get(id)))
  const touchTrace = (id: string, version: bigint) => {
    const trace = project.traces.get(id) ?? { version, sessionIds: new Set() }
    project.traces.set(id, trace)
    trace.version = max(version, trace.version)
    return trace
  }
  switch (change.of) {
    case 'session':
      return void touchSession(change.sessionId, change.version)
    case 'trace':
      return void touchTrace(change.traceId, change.version).sessionIds.add(change.sessionId)
    case 'erasure':
      if (change.traceIds === 'all') project.isErased = true
      else for (const id of change.traceIds) touchTrace(id, 0n)
      for (const id of change.sessionIds) touchSession(id, 0n)
  }
}

function max(a: bigint, b: bigint | undefined): bigint {
  return b !== undefined && b > a ? b : a
}
