import type { LiveEvent } from '../../api/contract/live.ts'
import type { QueryInputOf } from '../../api/contract/route.ts'
import type { Contract } from '../../api/contract/contract.ts'
import { client } from '../data/client.ts'
import { setServerTime } from '../format/now.ts'

export type LiveFilter = Omit<QueryInputOf<Contract['listen']>, 'topics'>

/** What a screen wants to hear of. */
export type Interest = {
  readonly project: string
  readonly topics: readonly string[]
  /** Of lists. */
  readonly filter: LiveFilter
  /** From now on everything is told. */
  onHello?(serverMs: number): void
  /** At most four times a second. */
  onEvents(events: readonly LiveEvent[]): void
  /** Something may have been missed: ask again. */
  onResync(): void
}

/** `polling`: the connection fails again and again, so the screen asks every ten seconds meanwhile. */
export type Link = 'closed' | 'connecting' | 'open' | 'polling'

const COMMIT_EVERY_MS = 250
const POLL_MS = 10_000
const POLL_AFTER_FAILURES = 2
const CLOSE_HIDDEN_AFTER_MS = 60_000
/** Screens come and go within a moment when one follows another. */
const SETTLE_MS = 50

const interests = new Set<Interest>()
const watchers = new Set<() => void>()
let link: Link = 'closed'
let opened: { readonly key: string; readonly end: AbortController } | undefined
let waiting: LiveEvent[] = []
let committedAtMs = 0
let commitTimer: ReturnType<typeof setTimeout> | undefined
let settleTimer: ReturnType<typeof setTimeout> | undefined
let pollTimer: ReturnType<typeof setInterval> | undefined
let hiddenTimer: ReturnType<typeof setTimeout> | undefined
let isAsleep = false

/** The one connection of this tab says more from now on; the result takes it back. */
export function addInterest(interest: Interest): () => void {
  if (interests.size === 0) document.addEventListener('visibilitychange', onVisibility)
  interests.add(interest)
  settle()
  return () => {
    interests.delete(interest)
    if (interests.size === 0) document.removeEventListener('visibilitychange', onVisibility)
    settle()
  }
}

export function currentLink(): Link {
  return link
}

export function watchLink(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

function settle(): void {
  clearTimeout(settleTimer)
  settleTimer = setTimeout(() => {
    const [first] = interests
    const all = [...interests].filter(({ project }) => project === first?.project)
    const list = all.find(({ topics }) => topics.some((topic) => topic === 'sessions' || topic === 'traces'))
    const query = { ...list?.filter, topics: [...new Set(all.flatMap(({ topics }) => topics))].sort().join(',') }
    const key = first === undefined || isAsleep ? '' : JSON.stringify([first.project, query])
    if (key === (opened?.key ?? '')) return
    close()
    if (first !== undefined && key !== '') void open(key, first.project, query)
  }, SETTLE_MS)
}

function close(): void {
  opened?.end.abort()
  opened = undefined
  clearTimeout(commitTimer)
  commitTimer = undefined
  waiting = []
  setLink('closed')
}

async function open(key: string, project: string, query: QueryInputOf<Contract['listen']>): Promise<void> {
  const mine = { key, end: new AbortController() }
  opened = mine
  setLink('connecting')
  const events = client.listen({
    params: { project },
    query,
    signal: mine.end.signal,
    onState: (state) => {
      if (opened === mine) setLink(state.is === 'open' ? 'open' : state.failures >= POLL_AFTER_FAILURES ? 'polling' : 'connecting')
    },
  })
  try {
    for await (const event of events) if (opened === mine) hear(event)
  } catch {
    // What the server refuses here it refuses the screen as well, which says why.
    if (opened === mine) setLink('closed')
  }
}

function hear(event: LiveEvent): void {
  if (event.event === 'hello') greet(Date.parse(event.data.serverTime), event.data.isResumed)
  else if (event.event === 'ping') setServerTime(Date.parse(event.data.serverTime))
  else if (event.event === 'resync') resync()
  else {
    waiting.push(event)
    commitTimer ??= setTimeout(commit, Math.max(0, committedAtMs + COMMIT_EVERY_MS - performance.now()))
  }
}

function greet(serverMs: number, isResumed: boolean): void {
  setServerTime(serverMs)
  if (!isResumed) for (const interest of interests) interest.onHello?.(serverMs)
}

function commit(): void {
  commitTimer = undefined
  committedAtMs = performance.now()
  performance.mark('live-commit')
  performance.clearMarks('live-commit')
  const events = waiting
  waiting = []
  for (const interest of interests) interest.onEvents(events)
}

function resync(): void {
  for (const interest of interests) interest.onResync()
}

function setLink(next: Link): void {
  if (next === link) return
  link = next
  clearInterval(pollTimer)
  if (link === 'polling') pollTimer = setInterval(resync, POLL_MS)
  for (const watcher of watchers) watcher()
}

/** A tab nobody looks at lets go of its connection: a browser has few of them for all its tabs. */
function onVisibility(): void {
  clearTimeout(hiddenTimer)
  if (document.hidden) {
    hiddenTimer = setTimeout(() => {
      isAsleep = true
      settle()
    }, CLOSE_HIDDEN_AFTER_MS)
  } else if (isAsleep) {
    isAsleep = false
    resync()
    settle()
  }
}
