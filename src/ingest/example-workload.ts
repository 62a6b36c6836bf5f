import fc from 'fast-check'
import type { AnyValue } from '../model/any-value.ts'
import type { RawResource, RawScope, RawSpan } from '../model/raw-span.ts'

/** Generated work of an app for tests: a few sessions, traces whose spans disagree about theirs, and spans sent in several versions. */

const resource: RawResource = { attributes: new Map([['service.name', 'app']]), droppedAttributesCount: 0, schemaUrl: '' }
const scope: RawScope = { name: 'test', version: '1', attributes: new Map(), droppedAttributesCount: 0, schemaUrl: '' }

export function spanIn(trace: number, span: number, rest: Partial<RawSpan> = {}): RawSpan {
  const start = 1_790_000_000_000_000_000n + BigInt(trace) * 60_000_000_000n + BigInt(span) * 1_000_000n
  return {
    traceId: (trace + 1).toString(16).padStart(32, '0'),
    spanId: (span + 1).toString(16).padStart(16, '0'),
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: `step ${span}`,
    kind: 1,
    startTimeUnixNano: start,
    endTimeUnixNano: start + 5_000_000n,
    attributes: new Map(),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    statusCode: 0,
    statusMessage: '',
    resource,
    scope,
    ...rest,
  }
}

const SESSION_KEYS = ['session.id', 'gen_ai.conversation.id', 'traceloop.association.properties.thread_id'] as const

/** What a span has to do with pauses for a human: it asks, brings an answer to all or to one question, or runs a checkpoint again. */
const ROLES = ['none', 'none', 'none', 'asks', 'answers', 'answers one', 'runs again', 'human'] as const
const QUESTIONS = ['0'.repeat(32), 'f'.repeat(32)] as const

type Said = {
  readonly session: readonly [key: string, value: string] | undefined
  readonly tokens: number
  readonly isError: boolean
  readonly role: (typeof ROLES)[number]
  readonly question: (typeof QUESTIONS)[number]
}

const said: fc.Arbitrary<Said> = fc.record({
  session: fc.option(fc.tuple(fc.constantFrom(...SESSION_KEYS), fc.constantFrom('alpha', 'beta', 'gamma/with space', "d'elta")), {
    nil: undefined,
    freq: 2,
  }),
  tokens: fc.nat(1_000),
  isError: fc.constantFrom(true, false, false, false),
  role: fc.constantFrom(...ROLES),
  question: fc.constantFrom(...QUESTIONS),
})

function attributesOf({ session, tokens, role, question }: Said): Map<string, AnyValue> {
  const attributes = new Map<string, AnyValue>([
    ['gen_ai.operation.name', 'chat'],
    ['gen_ai.request.model', 'gpt-4o'],
    ['gen_ai.usage.input_tokens', BigInt(tokens)],
    ['gen_ai.usage.output_tokens', 7n],
  ])
  if (session) attributes.set(session[0], session[1])
  if (role === 'asks' || role === 'runs again') attributes.set('langgraph_checkpoint_ns', `node:${question}`)
  if (role === 'asks') attributes.set('error.message', `(Interrupt(value='Really?', id='${question}'),)`)
  if (role === 'answers') attributes.set('input.value', resumeWith('yes'))
  if (role === 'answers one') attributes.set('input.value', resumeWith({ [question]: 'yes' }))
  return attributes
}

const resumeWith = (answer: unknown): string => JSON.stringify({ graph: null, update: null, resume: answer, goto: [] })

/** All versions of one span, each more complete than the one before: first without an end, then with all it has to say. */
const spanVersions = (trace: number, span: number): fc.Arbitrary<readonly RawSpan[]> =>
  fc
    .tuple(said, said, fc.boolean(), fc.nat({ max: Math.max(span - 1, 0) }), fc.boolean())
    .map(([first, last, isTwice, parent, isOrphan]) => {
      const parentSpanId = span === 0 ? '' : isOrphan ? 'f'.repeat(16) : spanIn(trace, parent).spanId
      const said = { parentSpanId, attributes: attributesOf(last), statusCode: last.isError ? 2 : 0 }
      const ended = spanIn(trace, span, last.role === 'human' ? { ...said, name: 'claude_code.tool.blocked_on_user' } : said)
      const begun = { ...ended, endTimeUnixNano: 0n, attributes: attributesOf(first), statusCode: 0 }
      return isTwice ? [begun, ended] : [ended]
    })

const TRACES = 6

/** Every version of every span, in the order they would be sent. */
export const workloads: fc.Arbitrary<readonly RawSpan[]> = fc
  .tuple(
    ...Array.from({ length: TRACES }, (_, trace) =>
      fc.nat({ max: 7 }).chain((last) => fc.tuple(...Array.from({ length: last + 1 }, (_, span) => spanVersions(trace, span)))),
    ),
  )
  .map((traces) => traces.flat(2))

/** Any order, any repetition, any batching of the same spans. */
export function deliveries(spans: readonly RawSpan[]): fc.Arbitrary<readonly (readonly RawSpan[])[]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...spans], { minLength: spans.length }),
      fc.subarray([...spans]),
      fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 20 }),
    )
    .chain(([all, again, sizes]) =>
      fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }).map((order) => inBatches(order, sizes)),
    )
}

function inBatches(spans: readonly RawSpan[], sizes: readonly number[]): RawSpan[][] {
  const batches: RawSpan[][] = []
  for (let start = 0; start < spans.length;) {
    const size = sizes[batches.length % sizes.length] ?? 1
    batches.push(spans.slice(start, start + size))
    start += size
  }
  return batches
}
