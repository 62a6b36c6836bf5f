import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { inferApproval, type InferredApproval } from './infer-approval.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

export type SettledSpans = {
  readonly outcomes: readonly Outcome[]
  /** The rule behind each outcome: the classifier's, or one of those below. */
  readonly rules: readonly number[]
  /** The run that stopped to wait for an approval without saying so. */
  readonly approval: InferredApproval | undefined
  /** Interrupted spans with no interrupted span below: the ones that own their pause. */
  readonly owners: readonly number[]
  /** Something went wrong elsewhere than below a pause: the pause is a note then, and nobody is waited for (roll-up rule 3). */
  readonly hasErrorOutside: boolean
}

/** Rules that need the whole trace; the classifier's are 1 to 14. */
const APPROVAL_INFERRED = 15
const LEFT_AT_PAUSE = 16

export type SettledOutcome = { readonly outcome: Outcome; readonly rule: number }

/** Outcome of each span once its trace is known, by span id. */
export function settledOutcomes(facts: readonly SpanFact[]): ReadonlyMap<string, SettledOutcome> {
  const tree = buildSpanTree(facts)
  const { outcomes, rules } = settle(tree)
  return new Map(tree.facts.map((fact, index) => [fact.spanId, { outcome: outcomes[index]!, rule: rules[index]! }]))
}

/**
 * Single-span outcomes corrected by what lies below: an error that says neither type nor message, above an interrupt and
 * above no genuine error, is the caller leaving at the pause: cancelled (semantics 8.5, roll-up rule 2).
 */
export function settle(tree: SpanTree): SettledSpans {
  const { facts, parent, parentsFirst } = tree
  const rules = facts.map((fact) => fact.outcomeRule)
  const outcomes: Outcome[] = facts.map((fact) => fact.outcome)
  const hasInterruptBelow = new Uint8Array(facts.length)
  const hasErrorBelow = new Uint8Array(facts.length)
  const owners: number[] = []
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    if (facts[index]!.isBareError && outcomes[index] === 'error' && hasInterruptBelow[index] && !hasErrorBelow[index]) {
      outcomes[index] = 'cancelled'
      rules[index] = LEFT_AT_PAUSE
    }
    if (outcomes[index] === 'interrupted' && !hasInterruptBelow[index]) owners.push(index)
    const up = parent[index]!
    if (up === -1) continue
    if (hasInterruptBelow[index] || outcomes[index] === 'interrupted') hasInterruptBelow[up] = 1
    if (hasErrorBelow[index] || outcomes[index] === 'error') hasErrorBelow[up] = 1
  }
  const own = owners.filter((index) => !isEcho(index, { facts, parent }, outcomes))
  const approval = own.length > 0 ? undefined : inferApproval(tree, outcomes)
  if (approval !== undefined) {
    outcomes[approval.index] = 'interrupted'
    rules[approval.index] = APPROVAL_INFERRED
    own.push(approval.index)
  }
  return { outcomes, rules, approval, owners: own.sort((a, b) => a - b), hasErrorOutside: hasErrorOutside(tree, outcomes) }
}

function hasErrorOutside({ parent, parentsFirst }: Pick<SpanTree, 'parent' | 'parentsFirst'>, outcomes: readonly Outcome[]): boolean {
  const isInside = new Uint8Array(outcomes.length)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (outcomes[index] === 'interrupted' || (up !== -1 && isInside[up])) isInside[index] = 1
    else if (outcomes[index] === 'error') return true
  }
  return false
}

/**
 * OpenLLMetry wraps a nested graph in a span beside the graph's own that knows no checkpoint: it repeats the pause of the sibling
 * it encloses. Only a pause without an id is in question: ids count once anyway.
 */
function isEcho(index: number, { facts, parent }: Pick<SpanTree, 'facts' | 'parent'>, outcomes: readonly Outcome[]): boolean {
  const echo = facts[index]!
  if (echo.checkpointNs !== '' || parent[index] === -1 || !isNameless(echo)) return false
  return facts.some((fact, other) => {
    if (parent[other] !== parent[index] || outcomes[other] !== 'interrupted' || fact.checkpointNs === '') return false
    return echo.startUnixNano <= fact.startUnixNano && fact.endUnixNano <= echo.endUnixNano
  })
}

const isNameless = (fact: SpanFact): boolean => fact.interruptIds.every((id) => id === '')

/** Nested graphs repeat one interrupt on every ancestor: ids count once, an interrupt without an id counts where it is owned. */
export function countInterrupts({ facts }: SpanTree, { outcomes, owners, approval }: SettledSpans): number {
  if (approval !== undefined) return approval.callIds.length
  const ids = new Set<string>()
  facts.forEach((fact, index) => {
    if (outcomes[index] === 'interrupted') for (const id of fact.interruptIds) if (id !== '') ids.add(id)
  })
  const nameless = owners.filter((index) => isNameless(facts[index]!))
  return ids.size + nameless.length
}
