import type { SpanFact } from '../../model/span-fact.ts'
import { isUserTurn, lastMessages, partOfText, wordsIn, type SpanContent } from '../../normalize/normalize.ts'
import type { Message } from '../../model/message.ts'
import type { SpanTree } from '../../rollup/rollup.ts'
import { Conversation, type Thread } from './conversation.ts'
import type { HeardTrace } from './heard-trace.ts'
import type { Known } from './known.ts'
import { lineOfPart, linesOf, type Line } from './lines.ts'

/** Something that happens in a turn. `rank` orders what happens at the same moment: what ends comes before what begins. */
export type Event = { readonly at: bigint; readonly rank: number; run(conversation: Conversation): void }

/** What was said in a trace, and `more` that happened in it, in the order it was. */
export function tellTurn(heard: HeardTrace, known: readonly Known[], isResume: boolean, more: readonly Event[]): Conversation {
  const conversation = new Conversation(known, isResume)
  const events = [...callEvents(heard), ...outerEvents(heard), ...more]
  events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.rank - b.rank))
  for (const event of events) event.run(conversation)
  tellHints(heard, conversation, isResume)
  return conversation
}

function callEvents({ tree: { facts, depth }, speakers, contents }: HeardTrace): Event[] {
  return speakers.calls.flatMap((index) => {
    const fact = facts[index]!
    const content = contents.get(fact.spanId)
    if (content === undefined) return []
    let thread: Thread | undefined
    return spanEvents(fact, depth[index]!, {
      begin: (conversation) => (thread = conversation.hear(sideOf(content, 'input', fact.spanId), fact.startUnixNano, false)),
      end: (conversation) => thread && conversation.say(thread, sideOf(content, 'output', fact.spanId), fact.endUnixNano),
    })
  })
}

function outerEvents({ tree, speakers: { calls, asking, answering }, contents, trace }: HeardTrace): Event[] {
  const { facts, depth } = tree
  const ends = endsWithin(tree, calls)
  return [...new Set([...asking, ...answering])].flatMap((index) => {
    const fact = facts[index]!
    const content = contents.get(fact.spanId)
    if (content === undefined) return []
    const { asked, answered, repeated } = exchangeOf(content, fact.spanId)
    let thread: Thread | undefined
    return spanEvents({ ...fact, endUnixNano: ends[index]! }, depth[index]!, {
      begin: (conversation) => (thread = conversation.hear(asking.has(index) ? asked : [], fact.startUnixNano, true)),
      end: (conversation) => {
        if (thread === undefined) return
        if (!trace.isResume && !conversation.entries.some(({ line }) => line.role === 'user')) {
          thread = conversation.hear(repeated, fact.startUnixNano, true)
        }
        conversation.conclude(thread, answering.has(index) ? answered : [], fact.endUnixNano)
      },
    })
  })
}

/** When each span and the model calls in it had ended: clocks differ within a process. */
function endsWithin({ facts, parent }: SpanTree, calls: readonly number[]): bigint[] {
  const ends = facts.map(({ endUnixNano }) => endUnixNano)
  for (const index of calls) {
    const { endUnixNano } = facts[index]!
    for (let up = parent[index]!; up !== -1 && ends[up]! < endUnixNano; up = parent[up]!) ends[up] = endUnixNano
  }
  return ends
}

type Steps = { begin(conversation: Conversation): unknown; end(conversation: Conversation): unknown }

function spanEvents({ startUnixNano, endUnixNano }: SpanFact, depth: number, { begin, end }: Steps): Event[] {
  const isMoment = startUnixNano === endUnixNano
  return [
    { at: startUnixNano, rank: 100_000 + depth, run: (conversation) => void begin(conversation) },
    { at: endUnixNano, rank: isMoment ? 300_000 - depth : -depth, run: (conversation) => void end(conversation) },
  ]
}

/**
 * What a step above model calls was asked and what came of it. Its input may end with what was said in the meantime, its output begin with
 * the history: `repeated`.
 */
export function exchangeOf(content: SpanContent, spanId: string): Record<'asked' | 'answered' | 'repeated', readonly Line[]> {
  const input = indexed(content, 'input')
  const output = indexed(content, 'output')
  const asked = input.slice(0, input.findLastIndex(({ message }) => isUserTurn(message)) + 1)
  const latest = output.slice(output.length - lastMessages(output.map(({ message }) => message)).length)
  const answered = [...input.slice(asked.length), ...latest].filter(({ message }) => message.role !== 'system')
  return {
    asked: input.length > 0 ? lines(asked, spanId) : wordsOf(content, 'input', spanId),
    repeated: lines(output.slice(0, output.length - latest.length), spanId),
    answered: output.length > 0 ? lines(answered, spanId) : [...lines(answered, spanId), ...wordsOf(content, 'output', spanId)],
  }
}

type Indexed = { readonly message: Message; readonly index: number }

function indexed({ messages }: SpanContent, side: 'input' | 'output'): readonly Indexed[] {
  return messages.flatMap((message, index) => (message.direction === side ? [{ message, index }] : []))
}

function lines(list: readonly Indexed[], spanId: string): Line[] {
  return linesOf(
    list.map(({ message }) => message),
    spanId,
    list.map(({ index }) => index),
  )
}

export function sideOf(content: SpanContent, side: 'input' | 'output', spanId: string): Line[] {
  return lines(indexed(content, side), spanId)
}

function wordsOf(content: SpanContent, side: 'input' | 'output', spanId: string): Line[] {
  const text = wordsIn(content[side], side)
  return text === undefined || text.trim() === ''
    ? []
    : [lineOfPart(side === 'input' ? 'user' : 'assistant', partOfText(text), spanId, `/${side}`)]
}

/** Words of steps that are no agents are taken for the user's and the answer where nobody else tells any. */
function tellHints(
  { tree: { facts }, speakers: { hintingInput, hintingOutput }, contents, pauses, trace }: HeardTrace,
  conversation: Conversation,
  isResume: boolean,
): void {
  const has = (role: string) => conversation.entries.some(({ line }) => line.role === role)
  if (!has('user') && !has('human') && !isResume) {
    const first = [...hintingInput].flatMap((index) => wordsAt(index, 'input'))[0]
    if (first !== undefined) conversation.insertFirst(first.line, facts[first.index]!.startUnixNano)
  }
  if (!has('assistant') && pauses.length === 0 && (trace.outcome === 'ok' || trace.isRecovered)) {
    const last = [...hintingOutput].flatMap((index) => wordsAt(index, 'output')).at(-1)
    if (last !== undefined) conversation.insert(last.line, facts[last.index]!.endUnixNano)
  }

  function wordsAt(index: number, side: 'input' | 'output') {
    const { spanId } = facts[index]!
    const content = contents.get(spanId)
    return content === undefined ? [] : wordsOf(content, side, spanId).map((line) => ({ line, index }))
  }
}
