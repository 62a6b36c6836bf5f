import type { SpanKind } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { adoptOutcome } from './adopt-outcome.ts'
import { isEstimate } from './count-usage.ts'
import { nestInTurns } from './nest-in-turns.ts'

const MOST_CANDIDATES = 100
const CALLS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'embedding', 'reranker'])

type Rank = SpanFact['inputRank']

export type JoinedSpans = {
  /** The spans of the trace with what notes say of them. A trace of notes alone has one stand-in, which is no span. */
  readonly spans: readonly SpanFact[]
  /** What tells of spans that were sent as spans too: its usage counts where no span has any. */
  readonly told: readonly SpanFact[]
}

/**
 * Log records were stored as spans; here it is decided which of them are. A note speaks for the span it belongs to, or while that span
 * has not come, for the earliest one. Events of a coding agent are spans, unless the same sender sends spans into this trace: then
 * they tell of those.
 */
export function joinNotes(facts: readonly SpanFact[]): JoinedSpans {
  if (facts.every(({ origin }) => origin === 'span')) return { spans: facts, told: [] }
  const senders = new Set(facts.flatMap((fact) => (fact.origin === 'span' ? [fact.service] : [])))
  const isSpan = (fact: SpanFact) => fact.origin === 'span' || (fact.origin === 'log' && !senders.has(fact.service))
  const spans = facts.filter(isSpan).sort(byTime)
  const notes = facts.filter((fact) => !isSpan(fact)).sort(byTime)
  const kinds = new Map(spans.map((span) => [span.spanId, span.kind]))
  const orphans = notes.filter((note) => !kinds.has(note.parentSpanId))
  const told = notes.filter((note) => note.origin === 'log' || isOfCall(note, kinds.get(note.parentSpanId)))
  const [first] = spans
  if (first === undefined) return { spans: [join(standIn(notes[0]!), orphans, false)], told }
  const byParent = new Map<string, SpanFact[]>(spans.map((span) => [span.spanId, []]))
  for (const note of notes) byParent.get(note.parentSpanId)?.push(note)
  const joined = spans.map((span) => {
    const own = byParent.get(span.spanId) ?? []
    const mine = own.length === 0 ? span : join(span, own, true)
    return span === first && orphans.length > 0 ? join(mine, orphans, false) : mine
  })
  return { spans: nestInTurns(joined, notes), told }
}

/** It tells of a model call that is not the span it was logged in: OpenLIT logs a streamed call when the span of the call is closed. */
function isOfCall(note: SpanFact, spanKind: SpanKind | undefined): boolean {
  return CALLS.has(note.kind) && (spanKind === undefined || !CALLS.has(spanKind))
}

function byTime(a: SpanFact, b: SpanFact): number {
  if (a.startUnixNano !== b.startUnixNano) return a.startUnixNano < b.startUnixNano ? -1 : 1
  return a.spanId < b.spanId ? -1 : 1
}

/** `notes` in time order. `isOwn`: they belong to this span, and do not merely speak for one that is not here. */
function join(span: SpanFact, notes: readonly SpanFact[], isOwn: boolean): SpanFact {
  const own = isOwn ? notes.filter((note) => note.origin === 'note' && !isOfCall(note, span.kind)) : []
  const first = (read: (fact: SpanFact) => string) => read(span) || (own.map(read).find((value) => value !== '') ?? '')
  const counted = span.usage === undefined ? own.find((note) => note.usage !== undefined) : undefined
  const { costNanoUsd, costSource } = costOfJoined(span, own)
  return {
    ...span,
    ...adoptOutcome(span, own),
    ...wordsOf(span, notes),
    sessionCandidates: candidatesOf([span, ...notes]),
    userId: span.userId || (notes.find((note) => note.userId !== '')?.userId ?? ''),
    tags: distinct([span, ...notes], (fact) => fact.tags),
    marks: distinct([span, ...own], (fact) => fact.marks),
    requestModel: first((fact) => fact.requestModel),
    responseModel: first((fact) => fact.responseModel),
    provider: first((fact) => fact.provider),
    responseId: first((fact) => fact.responseId),
    checkpointNs: first((fact) => fact.checkpointNs),
    usage: span.usage ?? counted?.usage,
    costNanoUsd,
    costSource,
    isResume: span.isResume || own.some((note) => note.isResume),
    askedCallIds: distinct([span, ...own], (fact) => fact.askedCallIds),
    answeredCallIds: distinct([span, ...own], (fact) => fact.answeredCallIds),
  }
}

/** What was sent beats a price, wherever it was said. */
function costOfJoined(span: SpanFact, own: readonly SpanFact[]): Pick<SpanFact, 'costNanoUsd' | 'costSource'> {
  const paid = [span, ...own].filter((fact) => fact.costNanoUsd !== undefined)
  return paid.find((fact) => !isEstimate(fact)) ?? paid[0] ?? span
}

/**
 * The better words win, of equal ones the span's own, then the last said. Of events that tell of a span only what people or models said
 * counts; what was said in some call of this step is less than what the step itself was asked and answered.
 */
function wordsOf(
  span: SpanFact,
  notes: readonly SpanFact[],
): Pick<SpanFact, 'inputPreview' | 'inputRank' | 'outputPreview' | 'outputRank'> {
  let { inputPreview, inputRank, outputPreview, outputRank } = span
  for (const note of notes.toReversed()) {
    if (note.kind === 'tool') continue
    const most = isOfCall(note, span.kind) ? 1 : 2
    const least = note.origin === 'log' ? 2 : 1
    const [asked, answered] = [Math.min(note.inputRank, most) as Rank, Math.min(note.outputRank, most) as Rank]
    if (note.inputRank >= least && asked > inputRank) [inputPreview, inputRank] = [note.inputPreview, asked]
    if (note.outputRank >= least && answered > outputRank) [outputPreview, outputRank] = [note.outputPreview, answered]
  }
  return { inputPreview, inputRank, outputPreview, outputRank }
}

function candidatesOf(facts: readonly SpanFact[]): SpanFact['sessionCandidates'] {
  const found = new Map(
    facts.flatMap((fact) => fact.sessionCandidates).map((each) => [`${each.tier} ${each.key} ${each.value}`, each] as const),
  )
  return [...found.values()].slice(0, MOST_CANDIDATES)
}

function distinct(facts: readonly SpanFact[], read: (fact: SpanFact) => readonly string[]): readonly string[] {
  return [...new Set(facts.flatMap(read))].slice(0, MOST_CANDIDATES)
}

/** What there is of a span that has not come. */
function standIn(note: SpanFact): SpanFact {
  return {
    ...note,
    kind: 'other',
    origin: 'note',
    parentSpanId: '',
    outcome: 'ok',
    outcomeRule: 14,
    isBareError: false,
    errorType: '',
    errorMessage: '',
    interruptIds: [],
    usage: undefined,
    costNanoUsd: undefined,
    costSource: '',
    isPending: false,
  }
}
