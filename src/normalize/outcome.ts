import type { Outcome } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { Content } from './content.ts'
import { isException, readStatements, type Statement } from './exceptions.ts'
import { isRecord } from './json.ts'
import { type Pause, readPause } from './pause.ts'
import { isFalse, isTrue, textOf } from './scalar.ts'
import { readSignal, type Signal } from './signal.ts'

/** What became of a span, by which rule, and the evidence. */
export type Verdict = {
  readonly outcome: Outcome
  readonly rule: number
  /** The statements that support the outcome; empty for a quiet ok. */
  readonly statements: readonly Statement[]
  readonly pause: Pause | undefined
}

const STATUS_ERROR = 2
/** What a Google ADK tool answers when the human said no. */
const ADK_REJECTION = 'This tool call is rejected.'
const REJECTIONS: ReadonlySet<string> = new Set(['reject', 'user_reject', 'denied', 'abort'])

/** Rules 1–14, in order. Signals of a pause, a hand-off or a cancellation come before the status: SDKs disagree about the status. */
export function readOutcome(raw: RawSpan, content: Content): Verdict {
  const hasFailed = isFailed(raw)
  const hasEvents = raw.events.length > 0
  if (!hasFailed && !hasEvents && raw.statusMessage === '' && !raw.attributes.has('langfuse.observation.status_message')) {
    return quietVerdict(raw, content, [])
  }
  const statements = readStatements(raw)
  const signals = statements.map((statement) => ({ statement, signal: readSignal(statement, () => isLangGraph(raw)) }))
  const told = signals.filter((each): each is Told => typeof each.signal === 'object')
  const genuine = signals.filter(({ statement, signal }) => signal === 'genuine' && !isRepeat(statement, told))
  const first = told.reduce<Told | undefined>(
    (best, each) => (best === undefined || each.signal.rule < best.signal.rule ? each : best),
    undefined,
  )
  if (first !== undefined && !(hasFailed && genuine.length > 0)) {
    return { ...first.signal, statements: told.map(({ statement }) => statement), pause: undefined }
  }
  const verdict = quietVerdict(raw, content, statements)
  if (verdict.rule < 12) return verdict
  if (hasFailed) return { outcome: 'error', rule: 12, statements: genuine.map(({ statement }) => statement), pause: undefined }
  return statements.some(({ isEvent }) => isEvent) ? { outcome: 'ok', rule: 13, statements, pause: undefined } : verdict
}

type Told = { readonly statement: Statement; readonly signal: Exclude<Signal, string> }

/** The same exception again, as an outer layer reports it: it carries the message of one that was told. */
function isRepeat(statement: Statement, told: readonly Told[]): boolean {
  return statement.message !== '' && told.some((each) => each.statement.message.trim() === statement.message.trim())
}

/** Rules 10, 11, 12 and 14: what the attributes and the output say. */
function quietVerdict(raw: RawSpan, content: Content, statements: readonly Statement[]): Verdict {
  const pause = readPause(raw, content)
  if (pause !== undefined) return { outcome: 'interrupted', rule: 10, statements, pause }
  if (isRejected(raw, content, statements)) return { outcome: 'rejected', rule: 11, statements, pause: undefined }
  return { outcome: 'ok', rule: 14, statements: [], pause: undefined }
}

function isRejected({ attributes }: RawSpan, { output }: Content, statements: readonly Statement[]): boolean {
  if (REJECTIONS.has(textOf(attributes.get('decision')))) return true
  if (statements.some(({ message }) => message.includes('was manually rejected by user'))) return true
  if (isRecord(output.value) && (output.value['type'] === 'execution-denied' || output.value['error'] === ADK_REJECTION)) return true
  return output.messages.some(({ parts }) =>
    parts.some((part) => part.type === 'tool_result' && isRecord(part.result) && part.result['type'] === 'execution-denied'),
  )
}

function isFailed({ statusCode, attributes, scope, events }: RawSpan): boolean {
  return (
    statusCode === STATUS_ERROR ||
    // LangSmith's exporter says OK when it posts a run that still goes on, and OpenTelemetry never takes an OK back. It records exceptions of failed runs only.
    (scope.name === 'langsmith' && events.some(isException)) ||
    attributes.get('langfuse.observation.level') === 'ERROR' ||
    isFalse(attributes.get('success')) ||
    isTrue(attributes.get('error')) ||
    attributes.get('gen_ai.tool.status') === 'error' ||
    textOf(attributes.get('error.type')) !== ''
  )
}

/** Any `langgraph_…` metadata, under whichever prefix or inside a metadata object. */
function isLangGraph({ attributes }: RawSpan): boolean {
  for (const [key, value] of attributes) {
    if (key.includes('langgraph_')) return true
    if (key === 'metadata' && typeof value === 'string' && value.includes('"langgraph_')) return true
  }
  return false
}
