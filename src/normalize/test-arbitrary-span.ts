import fc from 'fast-check'
import type { AnyValue } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { PAYLOAD_KEYS } from './conventions.ts'
import { KIND_KEYS, PRECEDENCE, SESSION_TIERS } from './precedence.ts'
import { rawSpanOf } from './test-raw-span.ts'
import { CALL_DETAILS, USAGE_BLOBS, USAGE_FAMILIES } from './usage-families.ts'

/** Every key the room gives a meaning to, and some members of its lists. */
const KNOWN_KEYS: readonly string[] = [
  ...PAYLOAD_KEYS,
  ...KIND_KEYS,
  ...SESSION_TIERS.flat(),
  ...Object.values(PRECEDENCE).flat(),
  ...CALL_DETAILS.cacheRead,
  ...USAGE_FAMILIES.flatMap(({ input, output, total }) => [...input, ...output, ...total]),
  ...USAGE_BLOBS.map(({ key }) => key),
  'metadata',
  'exception.type',
  'exception.message',
  'exception.stacktrace',
  'error.type',
  'error',
  'success',
  'decision',
  'role',
  'content',
  'message',
  'finish_reason',
  'langfuse.observation.level',
  'langfuse.observation.status_message',
  'pydantic_ai.tool.deferral.name',
  'gen_ai.response.finish_reasons',
  'langfuse.observation.cost_details',
  'gen_ai.usage.cost',
  'crewai.crew.token_usage',
  'ai.response.providerMetadata',
  'interrupt.status',
  ...['role', 'content', 'tool_calls.0.name', 'tool_calls.x', '__proto__.y', 'content.0.text'].flatMap((rest) =>
    [0, 3, 99_999].map((index) => `gen_ai.prompt.${index}.${rest}`),
  ),
  ...['role', 'content', 'contents.0.message_content.text', 'tool_calls.0.tool_call.function.name'].map(
    (rest) => `llm.input_messages.0.message.${rest}`,
  ),
]

const HOSTILE_TEXTS = [
  '',
  '{}',
  '[]',
  '[[',
  '{"a',
  '{"__proto__":{"x":1},"constructor":1}',
  'null',
  '"null"',
  '()',
  '[{"role":"user","content":[{"type":"image"}]}]',
  "(Interrupt(value={'a': (1, 'b'), id='x'",
  '[{"role":"assistant","tool_calls":[{"function":null},null,3]}]',
  '{"messages":[[{"type":"ai"}]]}',
  '{"messages":[{"lc":1,"type":"constructor","id":[],"kwargs":{}}]}',
  '{"resume":0,"goto":[]}',
  '{"inputs":null,"kwargs":{}}',
  '{"args":1,"kwargs":2}',
  '[{"type":"reasoning","summary":[null]}]',
  '{"generations":[null,[{"text":1}]]}',
  '\ud800',
  'a\u0000b',
  '{"content":{"parts":[{"inline_data":{"data":{}}}]}}',
  '{"choices":[{"message":{"role":"assistant","content":null}}]}',
  '{"usage_metadata":{"prompt_token_count":-1}}',
  '"\\"[1]\\""',
]

const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.json({ maxDepth: 4 }), fc.string({ unit: 'binary', maxLength: 40 }))
const anyValue: fc.Arbitrary<AnyValue> = fc.letrec<{ value: AnyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.double(),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 12 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom('role', 'content', 'parts', 'type', '__proto__'), fc.string()), tie('value')), {
        maxLength: 4,
      })
      .map((entries) => new Map(entries)),
  ),
})).value
const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...KNOWN_KEYS) }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) })
const attributes = fc.array(fc.tuple(key, anyValue), { maxLength: 25 })

/** Spans full of known keys with unknown values. */
export const arbitrarySpan: fc.Arbitrary<RawSpan> = fc
  .record({
    attributes,
    events: fc.array(fc.record({ name: fc.constantFrom('exception', 'gen_ai.choice', 'gen_ai.user.message', 'x'), attributes }), {
      maxLength: 3,
    }),
    status: fc.record({ code: fc.constantFrom(0, 1, 2, 9), message: text }),
    scope: fc.constantFrom('', 'gcp.vertex.agent', 'langfuse-sdk', 'strands.telemetry.tracer'),
  })
  .map(({ attributes: pairs, events, status, scope }) => ({
    ...rawSpanOf({ name: 'x', status }, {}, { name: scope }),
    attributes: new Map(pairs),
    events: events.map((event) => ({
      timeUnixNano: 1n,
      name: event.name,
      attributes: new Map(event.attributes),
      droppedAttributesCount: 0,
    })),
  }))
