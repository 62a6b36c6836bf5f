import type { AnyValue } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { HOSTILE_TEXTS, NOW_MS, numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { sketchSpan } from './test-server.ts'

/** Keys of attributes and metadata that example spans have, now and then. */
export const KEYS = ['plan', 'a b', "it's", 'deep.key', '__proto__', 'k"q'] as const
/** Texts that are like each other: by case, as pieces, with what means something in a pattern. */
export const VALUES = [
  'gpt-4o',
  'GPT-4o',
  'gpt-4o-mini',
  'Prod',
  'prod',
  'a%b',
  'a_b',
  'axb',
  'x*y',
  'ÜBER',
  'über',
  ...HOSTILE_TEXTS.slice(0, 20),
] as const
const KINDS = ['LLM', 'AGENT', 'TOOL', 'CHAIN', 'RETRIEVER', 'EMBEDDING', ''] as const
const SESSIONS = 60
const TRACES = 250

type Random = <T>(values: readonly T[]) => T

/** About 1,500 spans of 250 traces: some without a session, some shared by two, that wait, run, fail, or say nothing. Always the same. */
export function exampleFilterSpans(seed: number): RawSpan[] {
  const random = numbersFrom(seed)
  const pick: Random = (values) => values[Math.floor(random() * values.length)]!
  const spans: RawSpan[] = []
  for (let trace = 1; trace <= TRACES; trace++) {
    const startMs = ORIGIN_MS + Math.floor(random() * 8) * 86_400_000 + pick([0, 0.25, 3_600_000])
    const sessionId = trace % 11 === 0 ? undefined : sessionOf(Math.floor(random() * SESSIONS))
    const isShared = trace % 17 === 0
    const count = pick([1, 2, 5, 8, 14])
    for (let span = 0; span < count; span++) {
      const attributes = { ...someAttributes(pick), ...sessionOfSpan({ span, sessionId, isShared, trace }) }
      const parent = span === 0 ? undefined : isShared && span <= 2 ? 0 : Math.floor(random() * span)
      const raw = sketchSpan({
        trace,
        span,
        startMs: startMs + span,
        durationMs: pick([0, 1, 250, 250, 4_000.000001]),
        attributes,
        name: pick(['call', 'Call', "it's", ...VALUES]),
        isError: random() < 0.1,
        ...(parent === undefined ? {} : { parent }),
        ...(trace % 9 === 4 && span === 0 ? { exception: pause(trace) } : {}),
      })
      spans.push({ ...raw, resource: { ...raw.resource, attributes: resourceOf(pick) } })
    }
    if (trace % 23 === 5) spans.push(running(trace, sessionId))
  }
  return spans
}

/** Some of the spans again, changed: the newer version wins. */
export function changedAgain(spans: readonly RawSpan[]): RawSpan[] {
  return spans
    .filter((_, index) => index % 29 === 3)
    .map((span) => ({ ...span, attributes: new Map([...span.attributes, ['plan', 'changed'], ['metadata.plan', 'changed']]) }))
}

const sessionOf = (n: number): string => HOSTILE_TEXTS[n] ?? (n % 2 === 0 ? `session-${n}` : `Session-${n}`)

type Place = { readonly span: number; readonly sessionId: string | undefined; readonly isShared: boolean; readonly trace: number }

function sessionOfSpan({ span, sessionId, isShared, trace }: Place): Record<string, AnyValue> {
  if (isShared) {
    const named = { 'session.id': sessionOf(30 + ((trace + span) % 20)), 'openinference.span.kind': 'AGENT' }
    return span === 1 || span === 2 ? named : span === 0 ? { 'openinference.span.kind': 'CHAIN' } : {}
  }
  const alias = trace % 7 === 0 && span === 1 ? { 'langsmith.metadata.thread_id': `Alias-${trace}` } : {}
  return { ...(sessionId === undefined ? {} : { 'session.id': sessionId }), ...alias }
}

function someAttributes(pick: Random): Record<string, AnyValue> {
  const maybe = <T>(share: number, value: () => T): T[] => (pick([...Array(10).keys()]) < share * 10 ? [value()] : [])
  const entries: (readonly [string, AnyValue])[] = [
    ...maybe(0.8, () => ['openinference.span.kind', pick(KINDS)] as const),
    ...maybe(0.4, () => ['gen_ai.request.model', pick(VALUES)] as const),
    ...maybe(0.3, () => ['gen_ai.response.model', pick(VALUES)] as const),
    ...maybe(0.3, () => ['gen_ai.provider.name', pick(VALUES)] as const),
    ...maybe(0.3, () => ['gen_ai.tool.name', pick(VALUES)] as const),
    ...maybe(0.3, () => ['user.id', pick(VALUES)] as const),
    ...maybe(0.2, () => ['langfuse.tags', [pick(VALUES), pick(VALUES)]] as const),
    ...maybe(0.3, () => ['gen_ai.usage.input_tokens', pick([0n, 5n, 900n])] as const),
    ...maybe(0.3, () => ['gen_ai.usage.output_tokens', pick([1n, 70n])] as const),
    ...maybe(0.1, () => ['gen_ai.usage.cost', pick([0, 0.25, 0.000000001])] as const),
    ...maybe(0.2, () => ['gen_ai.response.finish_reasons', [pick(['stop', 'length', 'Weird'])]] as const),
    ...maybe(0.2, () => ['gen_ai.prompt.0.content', `${pick(VALUES)} refund ${pick(VALUES)}`] as const),
    ...maybe(0.2, () => ['gen_ai.completion.0.content', `well ${pick(VALUES)}`] as const),
    ...maybe(0.5, () => [pick(KEYS), pick<AnyValue>([...VALUES, '', 5n, 0.5, true, ['plan', 5n, 'Prod'], undefined, '\u0001i5'])] as const),
    ...maybe(0.3, () => [`metadata.${pick(KEYS)}`, pick<AnyValue>([...VALUES, 7n, false])] as const),
    ...maybe(0.1, () => ['langsmith.metadata.plan', pick(VALUES)] as const),
  ]
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined || pick([true, false])))
}

function resourceOf(pick: Random): ReadonlyMap<string, AnyValue> {
  return new Map<string, AnyValue>([
    ...(pick([true, false]) ? [['service.name', pick(VALUES)] as const] : []),
    ...(pick([true, false]) ? [['deployment.environment.name', pick(VALUES)] as const] : []),
    ...(pick([true, false, false]) ? [[pick(KEYS), pick<AnyValue>([...VALUES, 5n, true, ['plan'], undefined])] as const] : []),
  ])
}

const pause = (trace: number) => ({ type: 'langgraph.errors.GraphInterrupt', message: `(Interrupt(value='ok?', id='i${trace}'),)` })

function running(trace: number, sessionId: string | undefined): RawSpan {
  const attributes: Record<string, AnyValue> = sessionId === undefined ? {} : { 'session.id': sessionId }
  return sketchSpan({ trace, span: 90, startMs: NOW_MS - 31_000, durationMs: 1000, attributes, parent: 99 })
}
