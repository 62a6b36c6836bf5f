import type { SpanFact } from '../model/span-fact.ts'
import type { Usage } from '../model/usage.ts'

const BARE: SpanFact = {
  projectId: 'p',
  traceId: 'a'.repeat(32),
  spanId: '',
  parentSpanId: '',
  name: 'span',
  startUnixNano: 1_000n,
  endUnixNano: 2_000n,
  kind: 'other',
  outcome: 'ok',
  outcomeRule: 14,
  isBareError: false,
  errorType: '',
  errorMessage: '',
  sessionCandidates: [],
  userId: '',
  tags: [],
  environment: '',
  service: '',
  requestModel: '',
  responseModel: '',
  provider: '',
  usage: undefined,
  responseId: '',
  finishReasons: [],
  ttftNano: undefined,
  costNanoUsd: undefined,
  costSource: '',
  traceName: '',
  toolName: '',
  interruptIds: [],
  checkpointNs: '',
  isResume: false,
  askedCallIds: [],
  answeredCallIds: [],
  isHumanWait: false,
  historyKey: '',
  threadKey: '',
  scope: '',
  marks: [],
  origin: 'span',
  isPending: false,
  inputPreview: '',
  inputRank: 0,
  outputPreview: '',
  outputRank: 0,
  batchSeq: 1n,
  rank: 1n,
}

/** A fact for tests: everything not named is what a plain span has. */
export function fact(spanId: string, parentSpanId: string, rest: Partial<SpanFact> = {}): SpanFact {
  return { ...BARE, spanId, parentSpanId, ...rest }
}

export function tokens(promptTokens: number, completionTokens: number, source = 'gen_ai'): Usage {
  return {
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    cachedPromptTokens: undefined,
    cacheWriteTokens: undefined,
    reasoningTokens: undefined,
    source,
  }
}
