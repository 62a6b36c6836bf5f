import type { Outcome } from '../../model/outcome.ts'

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  ok: 'OK',
  error: 'Error',
  interrupted: 'Waiting for human',
  control_flow: 'Control flow',
  cancelled: 'Cancelled',
  rejected: 'Rejected by a human',
}

export function outcomeWords(outcome: Outcome): string {
  return OUTCOME_WORDS[outcome]
}

/** Why the classifier chose an outcome, by the number of the rule that fired. */
const RULE_WORDS: Readonly<Record<number, string>> = {
  1: 'its exception is a pause of the graph framework (GraphInterrupt or NodeInterrupt): it stopped to ask a human',
  2: 'its exception is ParentCommand, which hands control to another part of the graph; nothing failed',
  3: 'its exception asks for an approval or defers a call to a human',
  4: 'its exception says that the work was stopped from outside (cancelled, aborted or closed early)',
  5: 'its message is a graph interrupt with a value for the human',
  6: 'its message names a graph interrupt',
  7: 'its message is a graph command that hands control over; nothing failed',
  8: 'its message says that the graph was drained',
  9: 'its message is a list of interrupts with their values',
  10: 'it reported a pending approval: a deferred tool, an unanswered approval request, or a suspended run',
  11: 'a human rejected what it wanted to do',
  12: 'its status, level or error type says that it failed',
  13: 'an exception was recorded, yet the span itself did not fail: the exception was handled',
  14: 'nothing in it says that it failed or paused',
  15: 'its agent stopped after this call asked for tools that did not run: somebody has to approve them',
  16: 'it says nothing, and a pause lies below: the caller left when the pause began',
}

/** One sentence that explains the outcome, with the number of its rule. */
export function ruleWords(outcome: Outcome, rule: number): string {
  const why = RULE_WORDS[rule]
  return why === undefined ? `${outcomeWords(outcome)} (rule ${rule}).` : `${outcomeWords(outcome)}: ${why} (rule ${rule}).`
}
