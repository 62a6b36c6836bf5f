import fc from 'fast-check'
import { OUTCOMES, SPAN_KINDS } from '../model/outcome.ts'
import type { SpanReading } from '../model/reading.ts'
import { plain } from './example-spans.ts'

/** Generators of readings for tests: what `normalize/` may say, taken to the ends of its types. */

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('', 'session-1', 'a\0b', "it's", '__proto__'))
const count = fc.option(fc.nat(Number.MAX_SAFE_INTEGER), { nil: undefined })
const rank = fc.constantFrom(0 as const, 1 as const, 2 as const)

const usage = plain({
  promptTokens: count,
  completionTokens: count,
  totalTokens: count,
  cachedPromptTokens: count,
  cacheWriteTokens: count,
  reasoningTokens: count,
  source: fc.constantFrom('gen_ai', 'openinference', 'aggregated'),
})

export const readings: fc.Arbitrary<SpanReading> = plain({
  kind: fc.constantFrom(...SPAN_KINDS),
  outcome: fc.constantFrom(...OUTCOMES),
  outcomeRule: fc.nat(14),
  isBareError: fc.boolean(),
  errorType: text,
  errorMessage: text,
  sessionCandidates: fc.array(plain({ tier: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const), key: text, value: text }), {
    maxLength: 3,
  }),
  userId: text,
  tags: fc.array(text, { maxLength: 3 }),
  environment: text,
  service: text,
  requestModel: text,
  responseModel: text,
  provider: text,
  usage: fc.option(usage, { nil: undefined }),
  responseId: text,
  finishReasons: fc.array(text, { maxLength: 2 }),
  ttftNano: count,
  costNanoUsd: fc.option(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { nil: undefined }),
  traceName: text,
  toolName: text,
  interruptIds: fc.array(text, { maxLength: 2 }),
  checkpointNs: text,
  isResume: fc.boolean(),
  isPending: fc.boolean(),
  inputPreview: text,
  inputRank: rank,
  outputPreview: text,
  outputRank: rank,
  costSource: fc.constantFrom('' as const, 'sent' as const, 'listed' as const, 'project' as const),
  askedCallIds: fc.array(text, { maxLength: 2 }),
  answeredCallIds: fc.array(text, { maxLength: 2 }),
  isHumanWait: fc.boolean(),
  historyKey: text,
  threadKey: text,
  scope: text,
  marks: fc.array(text, { maxLength: 2 }),
  metadata: fc.array(fc.tuple(text, text), { maxLength: 3 }).map((entries) => new Map(entries)),
  searchText: text,
})
