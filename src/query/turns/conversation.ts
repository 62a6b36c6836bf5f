import { align, countMatches, countShared } from './align.ts'
import type { Known } from './known.ts'
import { textKey, textOf, type Line } from './lines.ts'
import { recall, type Heard, type Recalled } from './recall.ts'

/** A message that is new in this turn. `at`: when it was said, in nanoseconds. */
export type Entry = { readonly line: Line; readonly at: bigint }
/** `entry` is missing for what was said in an earlier turn. */
type Slot = { readonly key: string; readonly entry: Entry | undefined }

/** One exchange with a model, or what a step above such exchanges was asked and answered. */
export type Thread = {
  readonly isOuter: boolean
  slots: Slot[]
  /** What came back in it. */
  readonly said: Set<Entry>
  /** Of an outer one: all it was answered, by whomever it was said first. */
  replies: readonly string[]
  system: Line | undefined
  /** Instructions of the same thread in an earlier turn, when it goes on with one. */
  systemBefore: string | undefined
  /** Messages of earlier turns in its first input. */
  earlierMessages: number
  history: { readonly removed: number; readonly added: number }
  lastAt: bigint
  /** Another turn at the same time was asked the same, and may tell what was answered as well. */
  isToldBeside: boolean
}

const MOST_THREADS_COMPARED = 50

/** What is said in a turn, heard span by span in time order; each message is kept once, where it belongs in the order. */
export class Conversation {
  readonly entries: Entry[] = []
  readonly threads: Thread[] = []
  readonly #known: readonly Known[]
  readonly #isResume: boolean
  /** By key, what was said in this turn, and what was only repeated. */
  readonly #said = new Map<string, Entry>()
  readonly #repeated = new Set<string>()

  /** `isResume`: it goes on after a pause of an earlier turn. */
  constructor(known: readonly Known[], isResume: boolean) {
    this.#known = known
    this.#isResume = isResume
  }

  /** An input; answers the thread that it goes on with or begins. */
  hear(lines: readonly Line[], at: bigint, isOuter: boolean): Thread {
    const spoken = lines.filter(({ role }) => role !== 'system')
    const heard = spoken.flatMap(partsHeard)
    const { thread: nearest, matched } = nearestThread(this.threads, heard)
    const history = this.#recall(heard, matched)
    const fresh = this.#place(spoken, heard, { matched, isEarlier: history.isEarlier }, at)
    const slots = heard.map(({ key, line }, part): Slot => {
      const known = matched[part]
      return known !== undefined && (known.entry !== undefined || history.isEarlier[part])
        ? known
        : { key, entry: history.isEarlier[part] ? undefined : fresh.get(line) }
    })
    const isNext = nearest !== undefined && !nearest.isOuter && !isOuter && goesOn(nearest, matched, heard)
    const thread = isNext ? nearest : this.#begin(isOuter, at)
    thread.slots = slots
    for (const slot of slots) this.#note(slot)
    thread.system ??= systemOf(lines)
    if (!isNext) {
      thread.earlierMessages = new Set(heard.flatMap(({ line }, part) => (history.isEarlier[part] ? line : []))).size
      thread.history = history
      thread.systemBefore = history.system
      thread.isToldBeside = history.isToldBeside
    }
    return thread
  }

  /** What a model answered: always new, unless the same exchange is told by another turn. */
  say(thread: Thread, lines: readonly Line[], at: bigint): void {
    thread.lastAt = at
    const beside = thread.isToldBeside ? this.#known.filter(({ isBeside }) => isBeside).flatMap(({ threads }) => threads) : []
    for (const line of lines) {
      const isTold = beside.some(({ keys }) => line.parts.every(({ key }) => keys.includes(key)))
      if (line.role !== 'system' && !isTold) this.#insertBefore(undefined, { line, at }, thread)
    }
  }

  /** What a step above model calls answered: as far as none of them has said it. */
  conclude(thread: Thread, lines: readonly Line[], at: bigint): void {
    const resumed = this.#isResume ? new Set(this.#known.flatMap(({ threads }) => threads.flatMap(({ keys }) => keys))) : new Set()
    const texts = this.entries.flatMap(({ line }) => (line.role === 'assistant' ? textKey(textOf(line)) : []))
    const isHeard = (key: string): boolean => this.#said.has(key) || resumed.has(key) || (isPlumbing(key) && this.#repeated.has(key))
    const isTold = (key: string): boolean => key === '' || isHeard(key) || isSumOf(texts, key.replace(/^assistant /, ''))
    thread.replies = lines.flatMap(({ role, parts }) => (role === 'assistant' ? parts.map(({ key }) => key) : []))
    thread.lastAt = at
    let follower: Entry | undefined
    for (let index = lines.length - 1; index >= 0; index--) {
      const line = lines[index]!
      const isLast = index === lines.length - 1
      const parts = line.parts.filter(({ key }) => !isTold(key) && (isLast || !this.#repeated.has(key)))
      if (parts.length === 0) follower = line.parts.map(({ key }) => this.#said.get(key)).find((entry) => entry !== undefined) ?? follower
      else follower = this.#insertBefore(follower, { line: { ...line, parts }, at }, thread)
    }
  }

  /** Something that is no part of any exchange. */
  insert(line: Line, at: bigint): Entry {
    const entry = { line, at }
    this.entries.push(entry)
    return entry
  }

  insertFirst(line: Line, at: bigint): void {
    this.entries.unshift({ line, at })
  }

  #note({ key, entry }: Slot): void {
    if (entry === undefined) this.#repeated.add(key)
    else this.#said.set(key, entry)
  }

  #insertBefore(follower: Entry | undefined, entry: Entry, thread: Thread): Entry {
    this.entries.splice(follower === undefined ? this.entries.length : this.entries.indexOf(follower), 0, entry)
    thread.said.add(entry)
    for (const { key } of entry.line.parts) {
      if (key === '') continue
      thread.slots.push({ key, entry })
      this.#note({ key, entry })
    }
    return entry
  }

  /** What stands before the first words of this turn is history, and what repeats nothing but history is no more than that. */
  #recall(heard: readonly Heard[], matched: Matched): Recalled {
    const first = matched.findIndex((slot) => slot?.entry !== undefined)
    const before = first === -1 ? heard : heard.slice(0, first)
    const recalled = recall(before, this.#known, { isResume: this.#isResume, isHistory: first !== -1 })
    return { ...recalled, isEarlier: heard.map((_, part) => recalled.isEarlier[part] ?? isHistory(matched[part])) }
  }

  /** Makes entries of the messages with new parts, each before the message of this turn that follows it; by their place in `lines`. */
  #place(lines: readonly Line[], heard: readonly Heard[], { matched, isEarlier }: Placing, at: bigint): ReadonlyMap<number, Entry> {
    const made = new Map<number, Entry>()
    const keys = new Map<number, Set<string>>()
    heard.forEach(({ line, key }, part) => {
      if (matched[part]?.entry === undefined && !isEarlier[part]) keys.set(line, (keys.get(line) ?? new Set()).add(key))
    })
    let follower: Entry | undefined
    for (let part = heard.length - 1; part >= 0; part--) {
      const { line } = heard[part]!
      follower = matched[part]?.entry ?? follower
      if (!keys.has(line) || made.has(line)) continue
      const parts = lines[line]!.parts.filter(({ key }) => key === '' || keys.get(line)!.has(key))
      const entry = { line: { ...lines[line]!, parts }, at }
      this.entries.splice(follower === undefined ? this.entries.length : this.entries.indexOf(follower), 0, entry)
      made.set(line, entry)
      follower = entry
    }
    return made
  }

  #begin(isOuter: boolean, at: bigint): Thread {
    const thread: Thread = {
      isOuter,
      slots: [],
      said: new Set(),
      replies: [],
      system: undefined,
      systemBefore: undefined,
      earlierMessages: 0,
      history: { removed: 0, added: 0 },
      lastAt: at,
      isToldBeside: false,
    }
    this.threads.push(thread)
    return thread
  }
}

const isHistory = (slot: Slot | undefined): boolean => slot !== undefined && slot.entry === undefined

/** Of each part heard, what it repeats of this turn. */
type Matched = readonly (Slot | undefined)[]
type Placing = { readonly matched: Matched; readonly isEarlier: readonly boolean[] }

function partsHeard({ role, parts }: Line, line: number): Heard[] {
  return parts.flatMap(({ key, part }) => {
    const callId = part.type === 'tool_result' || part.type === 'tool_call' ? part.id : undefined
    return key === '' ? [] : [{ key, role, line, callId }]
  })
}

const isPlumbing = (key: string): boolean => key.startsWith('call ') || key.startsWith('result ')

/** An SDK may give all answers of a run as one text. */
function isSumOf(texts: readonly string[], text: string): boolean {
  const target = text.replaceAll(' ', '')
  let sum = ''
  for (let at = texts.length - 1; at >= 0 && sum.length < target.length; at--) sum = texts[at]!.replaceAll(' ', '') + sum
  return sum !== '' && sum === target
}

/** It has heard all of the thread. SDKs may leave calls out of a history, yet not the results that follow them. */
function goesOn({ slots }: Thread, matched: Matched, heard: readonly Heard[]): boolean {
  const kept = new Set(matched)
  const missed = slots.filter((slot) => !kept.has(slot))
  const last = matched.findLastIndex((slot) => slot !== undefined)
  return (
    missed.every(({ key }) => isPlumbing(key)) && (missed.length === 0 || heard.some(({ role }, part) => part > last && role === 'tool'))
  )
}

function systemOf(lines: readonly Line[]): Line | undefined {
  const own = lines.filter(({ role }) => role === 'system')
  const [first] = own
  return first === undefined ? undefined : { ...first, parts: own.flatMap(({ parts }) => parts) }
}

/** The thread that shares most with an input, of equals the one heard last; matched from its end, where the latest words are. */
function nearestThread(
  threads: readonly Thread[],
  heard: readonly Heard[],
): { readonly thread: Thread | undefined; readonly matched: Matched } {
  const keys = heard.map(({ key }) => key)
  let nearest: { readonly thread: Thread | undefined; readonly matched: Matched } = {
    thread: undefined,
    matched: keys.map(() => undefined),
  }
  const all = new Set(keys)
  let most = 0
  for (const thread of threads.slice(-MOST_THREADS_COMPARED).reverse()) {
    const own = thread.slots.map(({ key }) => key)
    if (countShared(own, all) <= most) continue
    const matches = align(own, keys, true)
    const count = countMatches(matches)
    if (count <= most) continue
    most = count
    nearest = { thread, matched: [...matches].map((at) => (at === -1 ? undefined : thread.slots[at])) }
  }
  return nearest
}
