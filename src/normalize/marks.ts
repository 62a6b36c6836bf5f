import type { SpanKind } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { Usage } from '../model/usage.ts'
import { textOf } from './scalar.ts'

const CONTAINERS: ReadonlySet<SpanKind> = new Set<SpanKind>(['agent', 'workflow', 'chain'])
const LIFETIME_SYSTEMS: ReadonlySet<string> = new Set(['strands-agents', 'crewai'])
const LIFETIME_SCOPES = ['strands.telemetry', 'opentelemetry.instrumentation.crewai']
const NONE: readonly string[] = []

/**
 * What is to be known of a reading beside what it says. `lifetime_usage`: Strands agents and CrewAI crews report what they have used
 * since they were made, over all their invocations (semantics 5.3).
 */
export function readMarks({ attributes, scope }: RawSpan, kind: SpanKind, usage: Usage | undefined): readonly string[] {
  if (usage === undefined || !CONTAINERS.has(kind)) return NONE
  const isLifetime =
    LIFETIME_SCOPES.some((name) => scope.name.startsWith(name)) ||
    LIFETIME_SYSTEMS.has(textOf(attributes.get('gen_ai.provider.name')) || textOf(attributes.get('gen_ai.system')))
  return isLifetime ? ['lifetime_usage'] : NONE
}
