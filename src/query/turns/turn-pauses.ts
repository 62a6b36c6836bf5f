import type { TurnPause } from '../../api/contract/turn.ts'
import { isoFromUnixNano, msFromNano } from '../../base/time.ts'
import type { MessagePart } from '../../model/message.ts'
import { previewQuestion, type SpanContent } from '../../normalize/normalize.ts'
import type { TracePause } from '../../rollup/rollup.ts'
import type { HeardTrace } from './heard-trace.ts'
import { reported } from '../assemble-totals.ts'
import { keyOf, type Line, type Role } from './lines.ts'
import type { Event } from './tell-turn.ts'

/** An answer of a human and where it was brought. */
export type GivenAnswer = {
  readonly text: string
  readonly value: unknown
  readonly at: bigint
  readonly spanId: string
  readonly ids: readonly string[]
  readonly isInferred: boolean
}

/** How a later turn answered a pause; no answer: it went on without telling with what. */
export type LaterAnswer = { readonly answeredAt: bigint; readonly traceId: string; readonly answer?: GivenAnswer | undefined }

/** A shorter wait was nobody's: a rule decided. */
const SHORTEST_WAIT_NANO = 100_000_000n

/** `laterOf`: of a pause that this trace does not answer itself. */
export function assemblePauses(heard: HeardTrace, laterOf: (pause: TracePause) => LaterAnswer | undefined): TurnPause[] {
  const given = answersIn(heard)
  return heard.pauses
    .map((pause): TurnPause => {
      const later: LaterAnswer | undefined =
        pause.answeredAt === undefined
          ? laterOf(pause)
          : { answeredAt: pause.answeredAt, traceId: heard.trace.traceId, answer: answerWithin(heard, pause, given) }
      return {
        spanId: pause.spanId,
        ids: pause.ids.filter((id) => id !== ''),
        payload: questionOf(heard, pause),
        since: isoFromUnixNano(pause.since),
        answeredAt: later && isoFromUnixNano(later.answeredAt),
        waitMs: later && msFromNano(later.answeredAt > pause.since ? later.answeredAt - pause.since : 0n),
        answer: later?.answer && answerTo(pause, later.answer),
        resumedByTraceId: later?.traceId,
      }
    })
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
}

/** What was asked, and what was answered in this very trace; `answered`: pauses of earlier turns that this one answers. */
export function pauseEvents(heard: HeardTrace, answered: readonly { readonly ids: readonly string[] }[]): Event[] {
  const asked = new Set<string>()
  const questions = heard.pauses.flatMap((pause): Event[] => {
    const name = pause.origin === 'approval' ? `${pause.spanId} ${pause.ids.join(' ')}` : pause.spanId
    if (asked.has(name) || isNobodys(pause)) return []
    asked.add(name)
    const payload = questionOf(heard, pause)
    const text = previewQuestion(payload).text
    return [lineEvent(lineOf('interrupt', text, questionPart(payload), pause.spanId), pause.since, 1)]
  })
  const given = answersIn(heard)
  const explicit = given.map((answer) => answerEvent(answer))
  const within = heard.pauses.flatMap((pause) => {
    const answer = pause.answeredAt === undefined || isNobodys(pause) ? undefined : answerWithin(heard, pause, given)
    return answer === undefined || !answer.isInferred ? [] : [answerEvent(answer)]
  })
  const inferred = given.length > 0 ? [] : answered.flatMap((pause) => inferAnswer(heard, pause.ids, 0n) ?? [])
  return [...questions, ...explicit, ...within, ...inferred.map(answerEvent)]
}

const isNobodys = ({ origin, since, answeredAt }: TracePause): boolean =>
  origin === 'wait' && (answeredAt ?? since) - since < SHORTEST_WAIT_NANO

function lineEvent(line: Line, at: bigint, rank: number): Event {
  return { at, rank, run: (conversation) => void conversation.insert(line, at) }
}

function answerEvent({ text, value, at, spanId }: GivenAnswer): Event {
  const part: MessagePart = isPart(value) ? value : typeof value === 'string' ? { type: 'text', text: value } : { type: 'other', value }
  return lineEvent(lineOf('human', text, part, spanId), at, 99_999)
}

function isPart(value: unknown): value is MessagePart {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'approval_response'
}

function lineOf(role: Role, text: string, part: MessagePart | undefined, spanId: string): Line {
  const words: MessagePart = { type: 'text', text }
  const all = part === undefined || part.type === 'text' ? [words] : [words, part]
  return { role, spanId, parts: all.map((each) => ({ part: each, pointer: '/interrupt', key: keyOf(each, role) })) }
}

function questionPart(payload: unknown): MessagePart | undefined {
  if (payload === undefined || typeof payload === 'string') return undefined
  const isRequest = typeof payload === 'object' && payload !== null && 'type' in payload && payload.type === 'approval_request'
  return isRequest ? (payload as MessagePart) : { type: 'other', value: payload }
}

/** What a pause asks: the span's own words, else those of a span above that repeats it, else the call it is about. */
function questionOf(heard: HeardTrace, pause: TracePause): unknown {
  const { tree, contents } = heard
  const index = tree.facts.findIndex(({ spanId }) => spanId === pause.spanId)
  for (let at = index; at !== -1; at = tree.parent[at]!) {
    const interrupt = contents.get(tree.facts[at]!.spanId)?.interrupt
    if (
      interrupt?.payload !== undefined &&
      (at === index || interrupt.ids.length === 0 || interrupt.ids.some((id) => pause.ids.includes(id)))
    ) {
      return isSuspension(interrupt.payload) ? (callOf(heard, pause) ?? interrupt.payload) : interrupt.payload
    }
  }
  return callOf(heard, pause)
}

/** Mastra tells that a tool was suspended, and which one. */
function isSuspension(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'status' in payload && payload.status === 'suspended' && 'toolName' in payload
}

function callOf({ tree: { facts, parent }, contents }: HeardTrace, pause: TracePause): unknown {
  for (const { messages } of contents.values()) {
    for (const { parts } of messages) {
      for (const part of parts) {
        if (part.type === 'tool_call' && part.id !== undefined && pause.ids.includes(part.id)) {
          return { type: 'approval_request', id: part.id, toolName: part.name, arguments: part.arguments }
        }
      }
    }
  }
  const index = facts.findIndex(({ spanId }) => spanId === pause.spanId)
  const near = [index, parent[index] ?? -1].map((at) => facts[at])
  const tool = [...near, ...facts].find(
    (fact, at) => fact?.kind === 'tool' && (at < near.length || fact.answeredCallIds.some((id) => pause.ids.includes(id))),
  )
  if (tool === undefined) return undefined
  const args = contents.get(tool.spanId)?.input ?? reported(tool.inputPreview)
  return { type: 'approval_request', id: tool.answeredCallIds[0], toolName: tool.toolName || tool.name, arguments: args }
}

/** Answers that inputs bring, each once: a span below repeats that of the one above. */
export function answersIn({ tree: { facts, parent }, contents }: HeardTrace): GivenAnswer[] {
  const isBelow = new Set<number>()
  const texts = new Set<string>()
  return facts.flatMap(({ spanId, startUnixNano: at }, index): GivenAnswer[] => {
    const answer: SpanContent['answer'] = contents.get(spanId)?.answer
    if (isBelow.has(parent[index]!) || answer !== undefined) isBelow.add(index)
    if (answer === undefined || isBelow.has(parent[index]!) || texts.has(answer.text)) return []
    texts.add(answer.text)
    return [{ text: answer.text, value: answer.value, at, spanId, ids: answer.ids, isInferred: false }]
  })
}

function answerWithin(heard: HeardTrace, pause: TracePause, given: readonly GivenAnswer[]): GivenAnswer | undefined {
  const at = pause.answeredAt!
  if (pause.origin !== 'wait') return given.find((answer) => answer.at >= pause.since) ?? inferAnswer(heard, pause.ids, pause.since)
  const isDenied = heard.outcomes.get(pause.spanId)?.outcome === 'rejected'
  return { ...decision(!isDenied, undefined, undefined), at, spanId: pause.spanId, ids: [] }
}

/**
 * Where no input brings the answer, what was done tells it: the tool that was asked about ran, or its call got a result without it.
 */
export function inferAnswer(
  { tree: { facts }, outcomes, contents, trace }: HeardTrace,
  ids: readonly string[],
  since: bigint,
): GivenAnswer | undefined {
  const firstCall = facts.find(({ kind, startUnixNano }) => kind === 'llm' && startUnixNano >= since)
  const isRun = ({ kind, answeredCallIds, startUnixNano }: (typeof facts)[number]) =>
    kind === 'tool' &&
    startUnixNano >= since &&
    (answeredCallIds.length === 0
      ? startUnixNano <= (firstCall?.startUnixNano ?? startUnixNano)
      : answeredCallIds.some((id) => ids.includes(id)))
  const run = facts.find(isRun)
  if (run !== undefined) {
    const isDenied = outcomes.get(run.spanId)?.outcome === 'rejected'
    return {
      ...decision(!isDenied, ids[0], undefined),
      at: since === 0n ? trace.startUnixNano : run.startUnixNano,
      spanId: run.spanId,
      ids,
    }
  }
  for (const [spanId, { messages }] of contents) {
    for (const part of messages.flatMap(({ direction, parts }) => (direction === 'input' ? parts : []))) {
      if (part.type !== 'tool_result' || part.id === undefined || !ids.includes(part.id)) continue
      const reason = previewQuestion(part.result).text
      return { ...decision(DENIAL.test(reason) ? false : undefined, part.id, reason), at: trace.startUnixNano, spanId, ids }
    }
  }
  return undefined
}

const DENIAL = /\b(?:not approved|denied|declined|rejected|refused)\b/i

function decision(
  approved: boolean | undefined,
  id: string | undefined,
  reason: string | undefined,
): Pick<GivenAnswer, 'text' | 'value' | 'isInferred'> {
  const word = approved === undefined ? undefined : approved ? 'approved' : 'denied'
  const text = word === undefined ? (reason ?? 'answered') : reason === undefined ? word : `${word}: ${reason}`
  return { text, value: { type: 'approval_response', id, approved, reason }, isInferred: true }
}

/** An answer may hold one for each question. */
function answerTo({ ids }: TracePause, { value, ids: named, isInferred }: GivenAnswer): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isInferred) return value
  const own = ids.find((id) => Object.hasOwn(value, id))
  return own !== undefined ? (value as Record<string, unknown>)[own] : named.length > 0 ? undefined : value
}
