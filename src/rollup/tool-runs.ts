import type { SpanFact } from '../model/span-fact.ts'
import type { SpanTree } from './span-tree.ts'

/** Indices of the tools that ran. A tool inside a tool with the same call is that call again (`claude_code.tool.execution`). */
export function toolRuns({ facts, parent }: SpanTree): number[] {
  const isRepeat = (fact: SpanFact, above: SpanFact | undefined) =>
    above?.kind === 'tool' && fact.answeredCallIds.some((id) => above.answeredCallIds.includes(id))
  return facts.flatMap((fact, index) => (fact.kind === 'tool' && !isRepeat(fact, facts[parent[index]!]) ? [index] : []))
}

export function toolNameOf({ toolName, name }: SpanFact): string {
  return toolName || name
}
