import { align, countMatches, countShared } from './align.ts'
import type { Known } from './known.ts'

/** A keyed part of a message in the input of a call; `line`: which message it belongs to. */
export type Heard = { readonly key: string; readonly role: string; readonly line: number; readonly callId?: string | undefined }

export type Recalled = {
  /** Of each part, whether it was said in an earlier turn. */
  readonly isEarlier: readonly boolean[]
  /** Words that the history leaves out, and words it puts in their place. */
  readonly removed: number
  readonly added: number
  /** Instructions of the thread that goes on here. */
  readonly system?: string | undefined
  /** Another turn at the same time was asked the same. */
  readonly isToldBeside: boolean
}

const isWords = (key: string): boolean => key.startsWith('user ') || key.startsWith('assistant ')

/**
 * What of an input is history. Words that follow the last answer are new, and the last ones of the user always are: who says "yes" twice has
 * said it twice; only a turn that goes on after a pause says nothing anew. `isHistory`: what is asked here comes later, all of this stands
 * before it.
 */
export function recall(
  heard: readonly Heard[],
  known: readonly Known[],
  { isResume, isHistory }: { isResume: boolean; isHistory: boolean },
): Recalled {
  const threads = known.flatMap(({ threads: own }) => own)
  if (threads.length === 0) return { isEarlier: heard.map(() => false), removed: 0, added: 0, isToldBeside: false }
  const tail = isHistory ? heard.length : heard.findLastIndex(({ role }) => role === 'assistant') + 1
  const asked = isHistory
    ? -1
    : (heard.findLast(({ role, line }) => role === 'user' && line >= (heard[tail]?.line ?? Infinity))?.line ?? -1)
  const isToldBeside = known.some((each) => each.isBeside && heard.some(({ line, key }) => line === asked && holds(each, key)))
  const isAsked = ({ line }: Heard): boolean => line === asked && !isResume && !isToldBeside
  const rest = heard.filter((each) => !isAsked(each))
  const isToldByTool = ({ callId }: Heard): boolean => callId !== undefined && known.some(({ toldCallIds }) => toldCallIds.has(callId))
  const { thread, matches } = bestOf(threads, rest)
  const isEarlier: boolean[] = []
  if (thread === undefined) return { isEarlier: heard.map((each, at) => at < tail && !isAsked(each)), removed: 0, added: 0, isToldBeside }
  const aside = known.find((each) => each.threads.includes(thread))
  const isToldAside = ({ role, key }: Heard): boolean =>
    known.some((each) => (each.isBeside || (role === 'assistant' && each === aside)) && holds(each, key))
  const last = matches.findLastIndex((at) => at !== -1)
  const reached = matches[last]!
  const isWhole = !thread.keys.slice(reached + 1).some(isWords)
  let added = 0
  let next = 0
  heard.forEach((each, at) => {
    const here = isAsked(each) ? -1 : next++
    const isNew =
      here === -1 || (matches[here] === -1 && here > last && (isWhole || at >= tail) && !isToldByTool(each) && !isToldAside(each))
    isEarlier.push(!isNew)
    if (!isNew && matches[here] === -1 && isWords(each.key)) added++
  })
  const isReplaced = !isWhole && rest.some((_, at) => at > last && matches[at] === -1)
  const kept = new Set(matches)
  const removed = thread.keys.filter((key, at) => isWords(key) && !kept.has(at) && (at < reached || isReplaced)).length
  return { isEarlier, removed: isEarlier.includes(true) ? removed : 0, added, system: thread.system, isToldBeside }
}

function holds({ threads }: Known, key: string): boolean {
  return threads.some(({ keys }) => keys.includes(key))
}

/** The thread that shares most with these; of equals the one of the latest turn. */
function bestOf(threads: readonly Known['threads'][number][], heard: readonly Heard[]) {
  const keys = heard.map(({ key }) => key)
  const all = new Set(keys)
  let best: { readonly thread: (typeof threads)[number] | undefined; readonly matches: Int32Array } = {
    thread: undefined,
    matches: new Int32Array(),
  }
  let most = 0
  for (const thread of threads) {
    if (countShared(thread.keys, all) <= most) continue
    const matches = align(thread.keys, keys)
    const count = countMatches(matches)
    if (count <= most) continue
    most = count
    best = { thread, matches }
    if (count === keys.length) break
  }
  return best
}
