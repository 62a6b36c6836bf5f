import type { Outcome } from '../model/outcome.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { inferApprovals, type InferredApproval } from './infer-approval.ts'
import { isNameless, ownPauses } from './own-pauses.ts'
import { buildSpanTree, type SpanTree } from './span-tree.ts'

export type SettledSpans = {
  readonly outcomes: readonly Outcome[]
  /** The rule behind each outcome: the classifier's, or one of those below. */
  readonly rules: readonly number[]
  /** Model calls after which a run stopped to wait for an approval without saying so; their spans are interrupted, and own that pause. */
  readonly approvals: readonly InferredApproval[]
  /** Spans that say themselves that they paused, and own their pause. */
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
  for (let at = parentsFirst.length - 1; at >= 0; at--) {
    const index = parentsFirst[at]!
    if (facts[index]!.isBareError && outcomes[index] === 'error' && hasInterruptBelow[index] && !hasErrorBelow[index]) {
      outcomes[index] = 'cancelled'
      rules[index] = LEFT_AT_PAUSE
    }
    const up = parent[index]!
    if (up === -1) continue
    if (hasInterruptBelow[index] || outcomes[index] === 'interrupted') hasInterruptBelow[up] = 1
    if (hasErrorBelow[index] || outcomes[index] === 'error') hasErrorBelow[up] = 1
  }
  const owners = ownPauses(tree, outcomes, hasInterruptBelow)
  const approvals = owners.length > 0 ? [] : inferApprovals(tree, outcomes)
  for (const { index } of approvals) {
    outcomes[index] = 'interrupted'
    rules[index] = APPROVAL_INFERRED
  }
  return { outcomes, rules, approvals, owners, hasErrorOutside: hasErrorOutside(tree, outcomes) }
}

function hasErrorOutside({ parent, parentsFirst }: SpanTree, outcomes: readonly Outcome[]): boolean {
  const isInside = new Uint8Array(outcomes.length)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (outcomes[index] === 'interrupted' || (up !== -1 && isInside[up])) isInside[index] = 1
    else if (outcomes[index] === 'error') return true
  }
  return false
}

/**
 * Nested graphs repeat one interrupt on every ancestor: ids count once. An interrupt without an id counts where it is owned, unless a span
 * above names it.
 */
export function countInterrupts({ facts, parent, parentsFirst }: SpanTree, { outcomes, owners, approvals }: SettledSpans): number {
  if (approvals.length > 0) return approvals.reduce((sum, { open, answers }) => sum + open.length + answers.length, 0)
  if (owners.length === 0) return 0
  const ids = new Set<string>()
  const isNamed = new Uint8Array(facts.length)
  for (const index of parentsFirst) {
    const up = parent[index]!
    if (up !== -1 && isNamed[up]) isNamed[index] = 1
    if (outcomes[index] !== 'interrupted') continue
    for (const id of facts[index]!.interruptIds) if (id !== '') ids.add(id)
    if (!isNameless(facts[index]!)) isNamed[index] = 1
  }
  return ids.size + owners.filter((index) => !isNamed[index]).length
}
