/**
 * The translators. In comes a RawSpan, whatever SDK wrote it; out comes a SpanReading (ids, kind, model, tokens,
 * outcome, previews), or the full content when somebody opens the span.
 * Promises: pure; never throws, whatever the attributes hold; the order of attributes changes nothing; every
 * text is bounded and well-formed; precedence between conventions is the data in `precedence.ts`.
 * Never does: I/O, fetching of media or of prices, looking at other spans.
 */
import type { Message } from '../model/message.ts'
import { DEFAULT_SETTINGS, type ProjectSettings } from '../model/project-settings.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { SpanReading } from '../model/reading.ts'
import { readCallId, readCalls, reopenCalls } from './calls.ts'
import { readSides } from './content.ts'
import { readCost } from './cost.ts'
import { readErrorLine, readErrorDetail, type ErrorDetail } from './error-detail.ts'
import { readHistory, UNTOLD } from './history.ts'
import { readFinishReasons } from './finish-reasons.ts'
import { readFirstToken } from './first-token.ts'
import { isHumanWait } from './human-wait.ts'
import { filledTemplate, readName, readResource, readScopeName, readTags } from './identity.ts'
import { type Interrupt, readInterrupt } from './interrupt.ts'
import { readKind } from './kind.ts'
import { readMarks } from './marks.ts'
import { readMetadata } from './metadata.ts'
import { readModelNames } from './model-name.ts'
import { readOutcome } from './outcome.ts'
import { isPending } from './pending.ts'
import { preview, previewInput, previewOutput, previewQuestion } from './preview.ts'
import { priceSpan } from './price/price-span.ts'
import { type Answer, readResume } from './resume.ts'
import { surveyAttributes } from './survey.ts'
import { searchTextOf } from './search-text.ts'
import { readSessionCandidates } from './session.ts'
import { readToolName } from './tool-name.ts'
import { readUsage } from './usage.ts'

export { explainSpan } from './explain/explain-span.ts'
export { fixFor } from './sdks/fixes.ts'
export { sdkOf } from './sdks/sdks.ts'
export { spanOfLog } from './logs/span-of-log.ts'
export { placeSpan } from './place-span.ts'
export { isPayloadKey } from './payload-key.ts'
export { measureCompleteness } from './pending.ts'
export { contextWindowOf } from './price/context-window.ts'
export { priceSpan, quotePrice } from './price/price-span.ts'
export { costOfTokens, rateAt, type Rate } from './price/token-price.ts'
export { wordsOfPart, wordsOfValue } from './search-text.ts'
export { sessionIdOf } from './session.ts'
export { isUserTurn, lastMessages, newsOf } from './content.ts'
export { textPart as partOfText } from './messages/parts-from.ts'
export { previewQuestion, wordsIn } from './preview.ts'

/** What a span said, in full. `input` and `output` are what is no chat. */
export type SpanContent = {
  readonly messages: readonly Message[]
  readonly input?: unknown
  readonly output?: unknown
  readonly error?: ErrorDetail
  /** The answer to a pause that the input brings, and the interrupts it names, if any. */
  readonly answer?: Answer
  readonly interrupt?: { readonly ids: readonly string[]; readonly payload?: unknown; readonly checkpointNs?: string }
}

/** `settings`: what the owner of the project decided. */
export function readSpan(raw: RawSpan, settings: ProjectSettings = DEFAULT_SETTINGS): SpanReading {
  const survey = surveyAttributes(raw.attributes)
  const resource = readResource(raw.resource)
  const kind = readKind(raw, survey)
  const content = readSides({ raw, kind, lists: survey.lists })
  const verdict = readOutcome(raw, content)
  const interrupt = readInterrupt(verdict, () => readCallId(raw))
  const answer = readResume(content.input, raw.attributes)
  const input = answer === undefined ? previewInput(content.input, kind) : preview(answer.text, 2)
  const question = interrupt === undefined ? undefined : previewQuestion(interrupt.payload)
  const output = question === undefined || question.rank === 0 ? previewOutput(content.output, kind) : question
  const error = readErrorLine(verdict, raw.statusMessage)
  const cost = readCost(raw.attributes)
  const calls = readCalls(raw, kind, content)
  const open = interrupt === undefined ? calls : reopenCalls(calls, interrupt.ids)
  const usage = readUsage(raw, survey)
  const toolName = kind === 'tool' ? readToolName(raw, survey) : ''
  const names = readModelNames(raw, survey, kind)
  const priced = cost === undefined ? priceSpan({ kind, usage, ...names }, raw.startTimeUnixNano, settings.prices) : undefined
  return {
    kind,
    outcome: verdict.outcome,
    outcomeRule: verdict.rule,
    isBareError: verdict.outcome === 'error' && error.type === '' && error.message === '',
    errorType: error.type,
    errorMessage: error.message,
    sessionCandidates: readSessionCandidates(survey, raw, settings.sessionKeys),
    userId: readName(survey, 'userId'),
    tags: readTags(survey),
    environment: readName(survey, 'environment') || resource.environment,
    service: resource.service,
    ...names,
    usage,
    responseId: readName(survey, 'responseId'),
    finishReasons: readFinishReasons(raw, content.output.messages),
    ttftNano: readFirstToken(raw),
    costNanoUsd: cost ?? priced?.costNanoUsd,
    costSource: cost === undefined ? (priced?.costSource ?? '') : 'sent',
    traceName: readName(survey, 'traceName') || filledTemplate(raw),
    toolName,
    interruptIds: interrupt?.ids ?? [],
    checkpointNs: readName(survey, 'checkpointNs'),
    isResume: answer !== undefined,
    askedCallIds: open.asked,
    answeredCallIds: answer === undefined || answer.ids.length === 0 ? open.answered : [...open.answered, ...answer.ids],
    isHumanWait: isHumanWait(raw),
    isPending: isPending(raw),
    inputPreview: input.text,
    inputRank: input.rank,
    outputPreview: output.text,
    outputRank: output.rank,
    ...(settings.isInferringSessions ? readHistory(kind, content) : UNTOLD),
    scope: readScopeName(raw.scope),
    metadata: readMetadata(raw.attributes),
    marks: readMarks(raw, kind, usage, calls, content.output),
    searchText: searchTextOf(content, [raw.name, toolName, error.type, error.full, answer?.text ?? '', question?.text ?? '']),
  }
}

export function readContent(raw: RawSpan): SpanContent {
  const survey = surveyAttributes(raw.attributes)
  const content = readSides({ raw, kind: readKind(raw, survey), lists: survey.lists })
  const verdict = readOutcome(raw, content)
  const interrupt = readInterrupt(verdict, () => readCallId(raw))
  return {
    messages: [...content.input.messages, ...content.output.messages],
    input: content.input.value,
    output: content.output.value,
    error: readErrorDetail(verdict, raw.statusMessage),
    answer: readResume(content.input, raw.attributes),
    interrupt: interrupt && withNamespace(interrupt, readName(survey, 'checkpointNs')),
  }
}

function withNamespace(interrupt: Interrupt, checkpointNs: string): SpanContent['interrupt'] {
  return { ids: interrupt.ids, payload: interrupt.payload, checkpointNs: checkpointNs === '' ? undefined : checkpointNs }
}
