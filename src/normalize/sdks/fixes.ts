import type { FindingKind } from '../../model/finding.ts'
import type { Fix, Sdk } from './sdk.ts'
import { sdkOf } from './sdks.ts'

/** What to do whatever the SDK. */
const GENERAL: Readonly<Record<Exclude<FindingKind, 'no_session'>, Fix>> = {
  no_root: {
    text: 'Spans name a parent that never arrived. Send the spans of the service that starts the trace to this project too, sample parent and child alike, and flush before the process ends.',
    code: 'provider.force_flush()',
    language: 'python',
  },
  no_usage: { text: 'The model was called without its tokens being told. Instrument the library that calls the model, and update it.' },
  dropped: {
    text: 'The OpenTelemetry SDK leaves out what is above its limits, the latest first: often usage or the session. Raise the limits before the process starts.',
    code: 'export OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT=4096\nexport OTEL_SPAN_EVENT_COUNT_LIMIT=1024\nexport OTEL_SPAN_LINK_COUNT_LIMIT=1024',
    language: 'shell',
  },
  truncated_json: {
    text: 'Content was cut off on the way, so that it is text and no message any more. Remove the limits on the length of values.',
    code: 'unset OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    language: 'shell',
  },
  clock_skew: {
    text: 'Spans begin before their parent does: the clocks of the machines differ. Let every machine keep network time.',
    code: 'timedatectl set-ntp true',
    language: 'shell',
  },
  corrected_times: {
    text: 'Spans came without a start, or with an end before it, and are shown with corrected times. Give times in nanoseconds since 1970, or let the SDK take them.',
    code: 'span.end(end_time=time.time_ns())',
    language: 'python',
  },
  session_conflict: {
    text: 'Spans of one trace name different sessions with the same attribute. The topmost one counts, the others are found as aliases. Set the id once for each request, before its first span.',
  },
  unpriced_model: {
    text: 'No price is known for these models, so they are not in any cost. Add their prices in the settings of the project.',
  },
  no_content: { text: 'Prompts and answers were not recorded. That is a choice: tokens, costs and errors are right without them.' },
  double_usage: { text: 'The same usage is told by several spans. The totals count it once, so nothing needs to be done.' },
}

const OF_SDK: Partial<Record<FindingKind, 'usage' | 'content' | 'root'>> = { no_usage: 'usage', no_content: 'content', no_root: 'root' }

/** What to do about a finding in the spans of a scope. */
export function fixFor(kind: FindingKind, scope: string): Fix {
  const sdk: Sdk = sdkOf(scope)
  if (kind === 'no_session') return sdk.session
  const field = OF_SDK[kind]
  const own = field === undefined ? undefined : sdk[field]
  return own ?? inLanguage(GENERAL[kind], sdk.language)
}

const FLUSH = { python: 'provider.force_flush()', javascript: 'await provider.forceFlush()' }
const END = { python: 'span.end(end_time=time.time_ns())', javascript: 'span.end(Date.now())' }

/** The general lines are Python; an SDK of another language has its own. */
function inLanguage(fix: Fix, language: Sdk['language']): Fix {
  if (fix.language !== 'python' || language !== 'javascript') return fix
  return { ...fix, code: fix.code === FLUSH.python ? FLUSH.javascript : END.javascript, language }
}
