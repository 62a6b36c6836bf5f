import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { RUNS_TOOLS } from '../model/reading.ts'
import type { Usage } from '../model/usage.ts'
import type { Calls } from './calls.ts'
import type { Said } from './convention.ts'
import { TOOL_RUNNERS } from './conventions.ts'
import { hasCutJson } from './cut-json.ts'
import { finishReasons } from './finish-reasons.ts'
import { textOf } from './scalar.ts'

const CONTAINERS: ReadonlySet<SpanKind> = new Set<SpanKind>(['agent', 'workflow', 'chain'])
const LIFETIME_SYSTEMS: ReadonlySet<string> = new Set(['strands-agents', 'crewai'])
const LIFETIME_SCOPES = ['strands.telemetry', 'opentelemetry.instrumentation.crewai']
const NONE: readonly string[] = []
const RUNNER: readonly string[] = [RUNS_TOOLS]
const LIFETIME: readonly string[] = ['lifetime_usage']

/**
 * What is to be known of a reading beside what it says. `runs_tools`: see RUNS_TOOLS. `lifetime_usage`: Strands agents and CrewAI crews
 * report what they have used since they were made, over all their invocations (semantics 5.3). `truncated_json`: content was cut off on
 * its way.
 */
export function readMarks(raw: RawSpan, kind: SpanKind, usage: Usage | undefined, calls: Calls, output: Said): readonly string[] {
  const marks = readOwnMarks(raw, kind, usage, calls, output)
  return hasCutJson(raw) ? [...marks, 'truncated_json'] : marks
}

function readOwnMarks(raw: RawSpan, kind: SpanKind, usage: Usage | undefined, { asked }: Calls, output: Said): readonly string[] {
  if (asked.length > 0 && TOOL_RUNNERS.has(raw.scope.name) && !hasEnded(raw, output)) return RUNNER
  return usage !== undefined && CONTAINERS.has(kind) && isLifetime(raw) ? LIFETIME : NONE
}

/** The model itself said that it was done, whatever it asked for on the way. */
function hasEnded(raw: RawSpan, output: Said): boolean {
  const reasons = finishReasons(raw, output.messages)
  return reasons.length > 0 && reasons.every((reason) => ENDS.has(reason))
}
const ENDS: ReadonlySet<string> = new Set(['stop', 'length', 'content-filter', 'content_filter', 'error'])

function isLifetime({ attributes, scope }: RawSpan): boolean {
  return (
    LIFETIME_SCOPES.some((name) => scope.name.startsWith(name)) ||
    LIFETIME_SYSTEMS.has(textOf(attributes.get('gen_ai.provider.name')) || textOf(attributes.get('gen_ai.system')))
  )
}
