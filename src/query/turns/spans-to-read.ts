import type { SpanFact } from '../../model/span-fact.ts'
import type { SpanTree } from '../../rollup/rollup.ts'
import type { TraceShape } from './heard-trace.ts'

const MOST_REMEMBERED = 4
const MOST_LOOSE = 50
const MOST_TOOLS = 50
const MOST_ANSWERS = 20

/** Indices of the spans that tell what a turn ended with: steps that were asked or answered, and of each agent its last model call. */
export function spansToRemember({ tree, speakers: { calls, asking, answering } }: TraceShape): number[] {
  const { facts } = tree
  const last = new Map<string, number>()
  for (const index of calls) {
    const name = `${agentOf(tree, index)} ${facts[index]!.name}`
    const other = last.get(name)
    if (facts[index]!.inputRank > 0 && (other === undefined || facts[index]!.endUnixNano >= facts[other]!.endUnixNano))
      last.set(name, index)
  }
  const latest = [...last.values()].sort((a, b) => Number(facts[b]!.endUnixNano - facts[a]!.endUnixNano)).slice(0, MOST_REMEMBERED)
  const loose = calls.filter((index) => facts[index]!.inputRank === 0).slice(-MOST_LOOSE)
  return inOrder([...asking, ...answering, ...latest, ...loose, ...answersIn(facts)])
}

/** Indices of all spans that tell what was said in a turn, the most telling ones first. */
export function spansToRead(shape: TraceShape): number[] {
  const { tree, speakers, pauses } = shape
  const paused = new Set(pauses.map(({ spanId }) => spanId))
  const pausedAt = tree.facts.flatMap(({ spanId }, index) => (paused.has(spanId) ? withPausedAbove(shape, index) : []))
  const steps = [...spansToRemember(shape), ...speakers.hintingInput, ...speakers.hintingOutput, ...pausedAt, ...silentTools(tree)]
  return [...new Set([...steps, ...speakers.calls.toReversed()])]
}

/** A span above a paused one may know better what was asked. */
function withPausedAbove({ tree: { facts, parent }, outcomes }: TraceShape, index: number): number[] {
  const chain = [index]
  for (let up = parent[index]!; up !== -1 && chain.length < 10; up = parent[up]!) {
    if (outcomes.get(facts[up]!.spanId)?.outcome === 'interrupted') chain.push(up)
  }
  return chain
}

function answersIn(facts: readonly SpanFact[]): number[] {
  return facts.flatMap(({ isResume }, index) => (isResume ? index : [])).slice(0, MOST_ANSWERS)
}

/** Tools whose results no model call was told. */
export function silentTools({ facts, parent }: SpanTree): number[] {
  const lastCall = facts.reduce(
    (latest, { kind, startUnixNano }) => (kind === 'llm' && startUnixNano > latest ? startUnixNano : latest),
    0n,
  )
  const told = new Set(facts.flatMap(({ kind, answeredCallIds }) => (kind === 'llm' ? answeredCallIds : [])))
  const isSilent = ({ kind, answeredCallIds, startUnixNano }: SpanFact, index: number): boolean =>
    kind === 'tool' &&
    facts[parent[index]!]?.kind !== 'tool' &&
    (answeredCallIds.length > 0 ? !answeredCallIds.some((id) => told.has(id)) : startUnixNano >= lastCall)
  return facts.flatMap((fact, index) => (isSilent(fact, index) ? index : [])).slice(-MOST_TOOLS)
}

function agentOf({ facts, parent }: SpanTree, index: number): string {
  for (let up = parent[index]!; up !== -1; up = parent[up]!) if (facts[up]!.kind === 'agent') return facts[up]!.name
  return ''
}

function inOrder(indexes: readonly number[]): number[] {
  return [...new Set(indexes)].sort((a, b) => a - b)
}
