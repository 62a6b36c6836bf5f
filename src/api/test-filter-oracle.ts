import { FIELDS } from '../filter/fields.ts'
import type { AnyValue } from '../model/any-value.ts'
import type { Condition, FieldRef, Match, NumberRange } from '../model/filter.ts'
import type { Outcome } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SpanReading } from '../model/reading.ts'
import type { Session } from '../model/session.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { sessionStatus, traceStatus } from '../model/status.ts'
import type { Trace } from '../model/trace.ts'
import { totalTokensOf } from '../model/usage.ts'
import { isPayloadKey, measureCompleteness, readSpan } from '../normalize/normalize.ts'
import { foldSession, foldWithParts, settledOutcomes, toolNameOf } from '../rollup/rollup.ts'
import { factAt, spanRowWriter } from '../store/store.ts'

/** What filters must find, counted anew from the raw spans in plain TypeScript. */
type SpanView = {
  readonly fact: SpanFact
  readonly raw: RawSpan
  readonly reading: SpanReading
  readonly outcome: Outcome
  readonly sessionIds: string[]
}
export type TraceView = { readonly trace: Trace; readonly spans: readonly SpanView[]; isWaiting: boolean; sessionIds: string[] }
export type SessionView = { readonly session: Session; readonly traces: readonly TraceView[] }
type Thing = ({ scope: 'session' } & SessionView) | ({ scope: 'trace' } & TraceView) | ({ scope: 'span' } & SpanView)

export type Oracle = { readonly sessions: readonly SessionView[]; readonly traces: readonly TraceView[] }

/** `batches` in the order of arrival. */
export function recountAll(batches: readonly (readonly RawSpan[])[]): Oracle {
  const write = spanRowWriter(isPayloadKey)
  const best = new Map<string, { fact: SpanFact; raw: RawSpan; reading: SpanReading }>()
  batches.forEach((spans, batch) => {
    for (const raw of spans) {
      const reading = readSpan(raw)
      const row = write({ projectId: 'default', raw, reading, completeness: measureCompleteness(raw), receivedMs: 0 })
      const fact = factAt(row, BigInt(batch + 1))
      if (fact.rank >= (best.get(row.identity)?.fact.rank ?? 0n)) best.set(row.identity, { fact, raw, reading })
    }
  })
  const traces = [...groupBy([...best.values()], ({ fact }) => fact.traceId).values()].flatMap(viewsOfTrace)
  const sessions = [
    ...groupBy(
      traces.filter(({ trace }) => trace.sessionId !== ''),
      ({ trace }) => trace.sessionId,
    ).values(),
  ].map((own): SessionView => ({ session: foldSession(own.map(({ trace }) => trace))!, traces: own }))
  for (const view of traces) settleWaiting(view, sessions)
  return { sessions, traces }
}

type Found = { readonly fact: SpanFact; readonly raw: RawSpan; readonly reading: SpanReading }

function viewsOfTrace(found: readonly Found[]): TraceView[] {
  const { trace: whole, parts } = foldWithParts(found.map(({ fact }) => fact))
  return [whole, ...parts].map((trace) => {
    const own = trace.part === '' ? found : found.filter(({ fact }) => trace.spanIds.includes(fact.spanId))
    const outcomes = settledOutcomes(own.map(({ fact }) => fact))
    const sessionsOf = (spanId: string) =>
      trace.part !== ''
        ? [trace.sessionId]
        : parts.length === 0
          ? [whole.sessionId]
          : parts.filter((it) => it.spanIds.includes(spanId)).map((it) => it.sessionId)
    const spans = own.map((it) => ({
      ...it,
      outcome: outcomes.get(it.fact.spanId)!.outcome,
      sessionIds: sessionsOf(it.fact.spanId).filter((id) => id !== ''),
    }))
    const sessionIds = (parts.length > 0 && trace.part === '' ? parts.map((it) => it.sessionId) : [trace.sessionId]).filter(
      (id) => id !== '',
    )
    return { trace, spans, isWaiting: false, sessionIds }
  })
}

function settleWaiting(view: TraceView, sessions: readonly SessionView[]): void {
  const { trace } = view
  const waits = (id: string) => sessions.find(({ session }) => session.sessionId === id)!.session.unansweredTraceIds.includes(trace.traceId)
  view.isWaiting = trace.outcome === 'interrupted' && (view.sessionIds.length === 0 || view.sessionIds.some(waits))
}

/** `oracle`: for patterns of the ids of sessions, which their aliases may meet as well. */
export function meets(thing: Thing, conditions: readonly Condition[], oracle: Oracle, asOf: bigint): boolean {
  return conditions.every((condition) => holds(thing, condition, oracle, asOf) !== condition.isExcluded)
}

function holds(thing: Thing, condition: Condition, oracle: Oracle, asOf: bigint): boolean {
  if (condition.kind === 'text') return isSaid(thing, condition.text)
  if (condition.kind === 'inside') {
    const things: Thing[] = condition.of === 'trace' ? tracesIn(thing) : spansIn(thing)
    const count = things.filter((inner) => meets(inner, condition.conditions, oracle, asOf)).length
    if (condition.quantifier === 'count') return isInRange(BigInt(count), condition.count!)
    return condition.quantifier === 'any' ? count > 0 : count === things.length
  }
  if (condition.field === 'attr' && condition.kind === 'has')
    return spansIn(thing).some(({ raw }) => attributesOf(raw, condition.key!).some((it) => it !== undefined))
  const values = valuesOf(thing, condition, asOf)
  if (condition.kind === 'has') return values.length > 0
  if (condition.field === 'session') return condition.anyOf.some((match) => isOfSession(values as string[], match, oracle))
  const type = FIELDS.find(({ name }) => name === condition.field)!.type
  return values.some((value) => condition.anyOf.some((match) => isMatch(value, match, type)))
}

/** An alias stands for the sessions that have it, unless it is the id of another one. */
function isOfSession(ids: readonly string[], match: Match, { sessions }: Oracle): boolean {
  const byId = new Map(sessions.map(({ session }) => [session.sessionId, session]))
  const isNamed = (session: Session | undefined, id: string) => [id, ...(session?.aliases ?? [])].some((it) => isMatch(it, match, 'id'))
  const isLiteralId = match.kind === 'text' && !match.isPattern && byId.has(match.text)
  return ids.some((id) => (isLiteralId ? id === match.text : isNamed(byId.get(id), id)))
}

function isMatch(value: string | bigint, match: Match, type: string): boolean {
  if (match.kind === 'range') return typeof value === 'bigint' && isInRange(value, match)
  const fold = (text: string) => (type === 'id' || type === 'choice' ? text : text.toLowerCase())
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const body = match.isPattern ? fold(match.text).split('*').map(literal).join('.*') : literal(fold(match.text))
  return new RegExp(type === 'words' ? body : `^${body}$`, 's').test(fold(String(value)))
}

function isInRange(value: bigint, { from, to }: NumberRange): boolean {
  if (from && (from.isIncluded ? value < from.value : value <= from.value)) return false
  return !(to && (to.isIncluded ? value > to.value : value >= to.value))
}

function isSaid(thing: Thing, text: string): boolean {
  const has = (value: string) => value.toLowerCase().includes(text)
  const inSpans = (spans: readonly SpanView[]) => spans.some(({ reading }) => reading.searchText.includes(text))
  const isId = /^[0-9a-f]{1,32}$/.test(text)
  const inTrace = ({ trace }: TraceView, whole: readonly SpanView[]) => inSpans(whole) || (isId && trace.traceId.includes(text))
  if (thing.scope === 'span') return [thing.fact.spanId, thing.fact.name, thing.fact.userId].some(has) || inSpans([thing])
  if (thing.scope === 'trace')
    return [thing.trace.sessionId, thing.trace.userId, ...thing.trace.aliases].some(has) || inTrace(thing, thing.spans)
  const { session } = thing
  return (
    [session.sessionId, session.userId, ...session.aliases, ...session.users].some(has) || thing.traces.some((it) => inTrace(it, it.spans))
  )
}

function tracesIn(thing: Thing): Thing[] {
  return thing.scope === 'session' ? thing.traces.map((it) => ({ scope: 'trace', ...it })) : []
}
function spansIn(thing: Thing): ({ scope: 'span' } & SpanView)[] {
  if (thing.scope === 'span') return [thing]
  return (thing.scope === 'trace' ? thing.spans : thing.traces.flatMap(({ spans }) => spans)).map((it) => ({ scope: 'span', ...it }))
}

/** What is known of a field; texts that are empty are not. */
export function valuesOf(thing: Thing, { field, key = '' }: FieldRef, asOf: bigint): (string | bigint)[] {
  const values = [valueOf(thing, field, key, asOf)].flat(2)
  return values.flatMap((it) => (it === undefined || it === '' ? [] : typeof it === 'number' ? [BigInt(it)] : [it]))
}

type Value = string | bigint | number | undefined | readonly (string | undefined)[] | readonly (readonly string[])[]

function valueOf(thing: Thing, field: string, key: string, asOf: bigint): Value {
  if (field === 'attr') return spansIn(thing).flatMap(({ raw }) => attributesOf(raw, key).flatMap(textsOf))
  if (field === 'metadata') return spansIn(thing).map(({ reading }) => reading.metadata.get(key))
  if (thing.scope === 'session') return sessionValue(thing, field, asOf)
  return thing.scope === 'trace' ? traceValue(thing, field, asOf) : spanValue(thing, field)
}

function sessionValue({ session, traces }: SessionView, field: string, asOf: bigint): Value {
  const since = session.waitingSinceUnixNano
  const values: Readonly<Record<string, Value>> = {
    ...totalsOf(session),
    id: session.sessionId,
    session: session.sessionId,
    user: traces.map(({ trace }) => trace.userId),
    status: sessionStatus(session, asOf),
    traces: traces.length,
    errors: traces.filter(({ trace }) => trace.errorCount > 0).length,
    waiting: since > 0n ? (asOf > since ? asOf - since : 0n) : undefined,
    latency: session.p95Nano,
    duration: session.lastActivityUnixNano - session.createdUnixNano,
    active: session.activeNano,
    error: traces.map((it) => errorsOf(it.spans)),
    env: traces.map(({ trace }) => trace.environment),
    service: traces.map(({ trace }) => trace.service),
    created: session.createdUnixNano,
    last: session.lastTraceUnixNano,
    ...namesIn(traces.flatMap(({ spans }) => spans)),
    spans: traces.reduce((sum, { spans }) => sum + spans.length, 0),
  }
  return values[field]
}

function traceValue({ trace, spans, isWaiting, sessionIds }: TraceView, field: string, asOf: bigint): Value {
  const since = trace.interruptedAtUnixNano
  const waits = spans.flatMap(({ fact }) => fact.ttftNano ?? [])
  const values: Readonly<Record<string, Value>> = {
    ...totalsOf(trace),
    id: trace.traceId,
    trace: trace.traceId,
    session: sessionIds,
    user: trace.userId,
    status: traceStatus(trace, isWaiting, asOf),
    name: trace.name,
    kind: spans.map(({ fact }) => fact.kind),
    spans: spans.length,
    errors: spans.filter(({ outcome }) => outcome === 'error').length,
    waiting: isWaiting ? (asOf > since ? asOf - since : 0n) : undefined,
    latency: trace.endUnixNano - trace.startUnixNano,
    duration: trace.endUnixNano - trace.startUnixNano,
    ttft: waits.length > 0 ? Math.max(...waits) : undefined,
    finish: spans.map(({ fact }) => fact.finishReasons),
    error: errorsOf(spans),
    input: trace.input,
    output: trace.output,
    env: trace.environment,
    service: trace.service,
    created: trace.startUnixNano,
    last: trace.endUnixNano,
    ...namesIn(spans),
  }
  return values[field]
}

function spanValue(span: SpanView, field: string): Value {
  const { fact, outcome, sessionIds } = span
  const duration = fact.endUnixNano - fact.startUnixNano
  const isCall = ['llm', 'embedding', 'reranker'].includes(fact.kind)
  const values: Readonly<Record<string, Value>> = {
    id: fact.spanId,
    trace: fact.traceId,
    session: sessionIds,
    user: fact.userId,
    status: outcome,
    name: fact.name,
    kind: fact.kind,
    prompt: fact.usage?.promptTokens,
    completion: fact.usage?.completionTokens,
    tokens: totalTokensOf(fact.usage),
    cached: fact.usage?.cachedPromptTokens,
    reasoning: fact.usage?.reasoningTokens,
    cost: fact.costSource === 'sent' || isCall ? fact.costNanoUsd : undefined,
    latency: duration,
    duration,
    ttft: fact.ttftNano,
    finish: fact.finishReasons,
    error: errorsOf([span]),
    input: fact.inputRank > 0 ? fact.inputPreview : '',
    output: fact.outputRank > 0 ? fact.outputPreview : '',
    env: fact.environment,
    service: fact.service,
    created: fact.startUnixNano,
    ...namesIn([span]),
  }
  return values[field]
}

const totalsOf = (it: Trace | Session): Readonly<Record<string, Value>> => ({
  prompt: it.promptTokens,
  completion: it.completionTokens,
  tokens: it.totalTokens,
  cached: it.cachedPromptTokens,
  reasoning: it.reasoningTokens,
  cost: it.costNanoUsd,
})

const namesIn = (spans: readonly SpanView[]): Readonly<Record<string, Value>> => ({
  model: spans.flatMap(({ fact }) => [fact.requestModel, fact.responseModel]),
  provider: spans.map(({ fact }) => fact.provider),
  tool: spans.map(({ fact }) => (fact.kind === 'tool' ? toolNameOf(fact) : '')),
  tag: spans.flatMap(({ fact }) => fact.tags),
})

const errorsOf = (spans: readonly SpanView[]): string[] =>
  spans.filter(({ outcome }) => outcome === 'error').flatMap(({ fact }) => [fact.errorType, fact.errorMessage])

function attributesOf(raw: RawSpan, key: string): AnyValue[] {
  return [raw.attributes, raw.resource.attributes].flatMap((attributes) => (attributes.has(key) ? [[attributes.get(key)]] : [])).flat()
}

function textsOf(value: AnyValue): string[] {
  if (value === undefined || value instanceof Map) return []
  if (Array.isArray(value)) return value.map((item: AnyValue) => (Array.isArray(item) ? '' : (textsOf(item)[0] ?? '')))
  return [value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value)]
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing])
  return groups
}
