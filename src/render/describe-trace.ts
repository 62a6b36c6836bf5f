import type { SpanRow } from '../api/contract/span.ts'
import type { TraceRow } from '../api/contract/trace.ts'
import { formatDuration } from '../base/format/duration.ts'
import { ABSENT, formatCount } from '../base/format/number.ts'
import type { Block, Cell, Column } from './block.ts'
import { orderSpans, type PlacedSpan } from './order-spans.ts'
import { listFacts, OUTCOME_TONES, OUTCOME_WORDS, STATUS_TONES, totalFacts, writeTime } from './words.ts'

const COLUMNS: readonly Column[] = [
  { name: 'Span', isNeeded: true, canShrink: true },
  { name: 'Duration', align: 'end', isNeeded: true },
  { name: 'Outcome', isNeeded: true },
  { name: 'Kind', isNeeded: true },
  { name: 'Tokens', align: 'end' },
  { name: 'Model' },
  { name: 'Span id' },
]
/** Deeper than this, a number says how deep. */
const MOST_INDENTED = 20

/** A trace: its numbers, what went in and came out, then its spans as a tree. */
export function describeTrace(trace: TraceRow, spans: readonly SpanRow[]): Block[] {
  return [
    { type: 'heading', level: 1, text: `Trace ${trace.id}`, details: [trace.name] },
    { type: 'note', text: trace.status + (trace.isRecovered === true ? ', recovered' : ''), tone: STATUS_TONES[trace.status] },
    { type: 'facts', facts: factsOf(trace) },
    ...said('Input', trace.input),
    ...said('Output', trace.output),
    { type: 'heading', level: 2, text: 'Spans' },
    { type: 'tree', columns: COLUMNS, rows: orderSpans(spans).map(cellsOf) },
  ]
}

function factsOf(trace: TraceRow): [name: string, value: string][] {
  return [
    ['Duration', formatDuration(trace.durationMs)],
    ['Spans', formatCount(trace.spanCount)],
    ['Errors', formatCount(trace.errorCount)],
    ...totalFacts(trace),
    ['Started', writeTime(trace.startedAt)],
    ['Ended', writeTime(trace.updatedAt)],
    ...listFacts({
      Session: trace.sessionId === undefined ? [] : [trace.sessionId],
      User: trace.userId === undefined ? [] : [trace.userId],
      Environment: trace.environment === undefined ? [] : [trace.environment],
      Service: trace.service === undefined ? [] : [trace.service],
      Models: trace.models,
      Tags: trace.tags,
    }),
  ]
}

function said(label: string, text: string | undefined): Block[] {
  return text === undefined
    ? []
    : [
        { type: 'label', text: label },
        { type: 'text', text },
      ]
}

function cellsOf({ span, depth, isOrphan }: PlacedSpan): Cell[] {
  const deep = depth > MOST_INDENTED ? `(${depth}) ` : ''
  const orphan = isOrphan ? ' (parent not received)' : ''
  const tokens = span.totalTokens === undefined ? ABSENT : formatCount(span.totalTokens) + (span.counted ? '' : ' not counted')
  return [
    { text: `${'  '.repeat(Math.min(depth, MOST_INDENTED))}${deep}${span.name}${orphan}`, tone: OUTCOME_TONES[span.outcome] },
    { text: span.isPending === true ? 'running' : formatDuration(span.durationMs) },
    { text: OUTCOME_WORDS[span.outcome], tone: OUTCOME_TONES[span.outcome] },
    { text: span.kind, tone: 'quiet' },
    { text: tokens },
    { text: span.model ?? '' },
    { text: span.id, tone: 'quiet' },
  ]
}
