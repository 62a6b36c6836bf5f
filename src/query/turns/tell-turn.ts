import type { SpanFact } from '../../model/span-fact.ts'
import type { SpanTree } from '../../rollup/rollup.ts'
import { Conversation, type Thread } from './conversation.ts'
import type { HeardTrace } from './heard-trace.ts'
import type { Known } from './known.ts'
import { answeredByModel, askedOfModel, exchangeOf, wordsOf } from './said-lines.ts'

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
      begin: (conversation) => (thread = conversation.hear(askedOfModel(content, fact.spanId), fact.startUnixNano, false)),
      end: (conversation) => thread && conversation.say(thread, answeredByModel(content, fact.spanId), fact.endUnixNano),
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
