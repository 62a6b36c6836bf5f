import type { Outcome } from '../model/outcome.ts'
import type { Statement } from './exceptions.ts'
import { isRecord } from './json.ts'

/** What one statement stands for: a rule that fired, a genuine error, or nothing at all. */
export type Signal = { readonly outcome: Outcome; readonly rule: number } | 'genuine' | 'silent'

const TYPE_RULES: readonly (readonly [RegExp, Outcome, number])[] = [
  [/(^|\.)(GraphInterrupt|NodeInterrupt|GraphBubbleUp)$/, 'interrupted', 1],
  [/(^|\.)ParentCommand$/, 'control_flow', 2],
  [/(^|\.)(ApprovalRequired|CallDeferred|HumanFeedbackPending|NodeInterruptedError|ToolInterruptError)$/, 'interrupted', 3],
  [/(^|\.)(GeneratorExit|CancelledError|AbortError|KeyboardInterrupt|GraphDrained)$/, 'cancelled', 4],
]

/** Messages are looked at only when the type says nothing. They see the first and the last 4 KB of the text. A name at its start may carry its module. */
const MESSAGE_RULES: readonly (readonly [RegExp, Outcome, number])[] = [
  [/^(?:[\w.]{1,200}\.)?(GeneratorExit|CancelledError|AbortError|KeyboardInterrupt|GraphDrained)\b/, 'cancelled', 4],
  [/^\s*[([]Interrupt\(value=/, 'interrupted', 5],
  [/^(?:[\w.]{1,200}\.)?(GraphInterrupt|NodeInterrupt)(\s*[(:]|$)|\n(GraphInterrupt|NodeInterrupt): /, 'interrupted', 6],
  [/^(?:[\w.]{1,200}\.)?(Parent)?Command\(|^(?:[\w.]{1,200}\.)?ParentCommand(:|\n|$)|\nParentCommand(:|\n|$)/, 'control_flow', 7],
  [/^Graph drained: /, 'cancelled', 8],
]
const EDGE = 4096
const INTERRUPT_MARKS = ['id', 'interrupt_id', 'ns', 'when', 'resumable']

export function readSignal(statement: Statement, isLangGraph: () => boolean): Signal {
  const { type, message, stack } = statement
  if (type !== '') return signalOfType(type) ?? 'genuine'
  const signal = signalOfMessage(message, isLangGraph) ?? signalOfStack(stack)
  if (signal !== undefined) return signal
  return message.trim() === '' && stack === '' ? 'silent' : 'genuine'
}

function signalOfType(type: string): Signal | undefined {
  const rule = TYPE_RULES.find(([pattern]) => pattern.test(type))
  return rule && { outcome: rule[1], rule: rule[2] }
}

function signalOfMessage(message: string, isLangGraph: () => boolean): Signal | undefined {
  const edges = message.length <= 2 * EDGE ? message : `${message.slice(0, EDGE)}\n${message.slice(-EDGE)}`
  const rule = MESSAGE_RULES.find(([pattern]) => pattern.test(edges))
  if (rule !== undefined) return { outcome: rule[1], rule: rule[2] }
  if (message === '()' && isLangGraph()) return { outcome: 'interrupted', rule: 6 }
  return interruptItems(message) === undefined ? undefined : { outcome: 'interrupted', rule: 9 }
}

/** The last line of a stack trace names the exception that surfaced: `langgraph.errors.GraphInterrupt: (…`. */
function signalOfStack(stack: string): Signal | undefined {
  const last = stack.slice(-EDGE).trimEnd().split('\n').at(-1) ?? ''
  const type = /^([A-Za-z_][\w.]*)(:|$)/.exec(last.trim())?.[1]
  return type === undefined ? undefined : signalOfType(type)
}

/** LangGraph JS: a JSON array of interrupts, possibly followed by a stack, with or without a blank line between. */
export function interruptItems(message: string): readonly { readonly [key: string]: unknown }[] | undefined {
  const start = message.trimStart()
  if (!start.startsWith('[')) return undefined
  const rest = /\n\n|\n {4}at /.exec(start)
  try {
    const items: unknown = JSON.parse(rest === null ? start : start.slice(0, rest.index))
    return Array.isArray(items) && items.length > 0 && items.every(isInterruptItem) ? items : undefined
  } catch {
    return undefined
  }
}

function isInterruptItem(item: unknown): item is { readonly [key: string]: unknown } {
  return isRecord(item) && 'value' in item && INTERRUPT_MARKS.some((mark) => mark in item)
}
