import type { Conversation, Entry, Thread } from './conversation.ts'

/**
 * What of a turn is the conversation with the user; the rest are steps on the way: routers, sub-agents, prompts that a program wrote. Where a
 * step above the model calls tells what was asked or answered, its exchange is the one that ends in that answer, else one that was asked
 * that. Where none does, every exchange counts.
 */
export function mainEntries({ entries, threads }: Conversation): readonly Entry[] {
  const outer = threads.filter(({ isOuter }) => isOuter)
  const calls = threads.filter(({ isOuter }) => !isOuter)
  if (outer.length === 0) return entries
  const main = mainThreads(outer, calls)
  const asked = keysOf(outer, 'user')
  const shown = new Set<Entry>()
  for (const thread of [...outer, ...main]) {
    const isPrompted = !thread.isOuter && asked.size > 0 && !thread.slots.some(({ key }) => asked.has(key))
    for (const { entry } of thread.slots) if (entry !== undefined && !(isPrompted && !isFromModel(entry, thread))) shown.add(entry)
    for (const entry of thread.said) shown.add(entry)
  }
  const inThreads = new Set(threads.flatMap(({ slots, said }) => [...slots.flatMap(({ entry }) => entry ?? []), ...said]))
  return entries.filter((entry) => shown.has(entry) || !inThreads.has(entry))
}

export function mainThreadsOf({ threads }: Conversation): readonly Thread[] {
  const outer = threads.filter(({ isOuter }) => isOuter)
  const calls = threads.filter(({ isOuter }) => !isOuter)
  return outer.length === 0 ? calls : [...mainThreads(outer, calls), ...outer]
}

function mainThreads(outer: readonly Thread[], calls: readonly Thread[]): readonly Thread[] {
  const replies = new Set(outer.flatMap((thread) => thread.replies))
  const replying = calls.filter(({ said }) => [...said].some(({ line }) => line.parts.some(({ key }) => replies.has(key))))
  if (replying.length > 0) return replying
  const asked = keysOf(outer, 'user')
  const asking = calls.filter(({ slots, said }) => slots.some(({ key }) => asked.has(key)) || isOnlySaid(slots, said))
  if (asking.length > 0 || replies.size > 0) return asking
  const last = calls.reduce<Thread | undefined>(
    (latest, each) => (latest !== undefined && latest.lastAt > each.lastAt ? latest : each),
    undefined,
  )
  return last === undefined ? [] : [last]
}

/** A call that does not tell what it was asked. */
function isOnlySaid(slots: Thread['slots'], said: Thread['said']): boolean {
  return slots.every(({ entry }) => entry !== undefined && said.has(entry))
}

/** Words of this turn on one side of these threads. */
function keysOf(threads: readonly Thread[], role: string): ReadonlySet<string> {
  return new Set(threads.flatMap(({ slots }) => slots.flatMap(({ key, entry }) => (entry?.line.role === role ? key : []))))
}

function isFromModel(entry: Entry, thread: Thread): boolean {
  return thread.said.has(entry) || entry.line.role === 'tool'
}
