import type { Turn, TurnMessage, TurnStep } from '../../api/contract/turn.ts'
import type { MessagePart } from '../../model/message.ts'
import type { Outcome } from '../../model/outcome.ts'
import { alignByKey, type Pair } from './align.ts'

/** A message as far as it can be compared: its words. */
export type Words = { readonly role: TurnMessage['role']; readonly name?: string; readonly text: string }
export type ToolUse = { readonly name: string; readonly given: string; readonly outcome?: Outcome; readonly durationMs?: number }

export type TurnComparison = {
  readonly messages: readonly Pair<Words>[]
  readonly tools: readonly Pair<ToolUse>[]
  /** The same was said, and the same tools were called with the same arguments, whatever it took. */
  readonly isSame: boolean
}

/** Two turns, message by message and tool by tool; one of them may be missing. */
export function compareTurns(a: Turn | undefined, b: Turn | undefined): TurnComparison {
  const messages = alignByKey(wordsOf(a), wordsOf(b), wordsKey, (as, bs) => alignByKey(as, bs, ({ role }) => role))
  const tools = alignByKey(toolsOf(a), toolsOf(b), toolKey, (as, bs) => alignByKey(as, bs, ({ name }) => name))
  const isSame = messages.every((pair) => isSamePair(pair, wordsKey)) && tools.every((pair) => isSamePair(pair, toolKey))
  return { messages, tools, isSame }
}

export function isSamePair<T>({ a, b }: Pair<T>, keyOf: (thing: T) => string): boolean {
  return a !== undefined && b !== undefined && keyOf(a) === keyOf(b)
}

export const wordsKey = ({ role, text }: Words): string => `${role} ${text}`
export const toolKey = ({ name, given }: ToolUse): string => `${name} ${given}`

function wordsOf(turn: Turn | undefined): Words[] {
  return (turn?.messages ?? []).flatMap(({ role, name, text, parts }) => {
    const words = parts.length === 0 ? text : parts.flatMap((part) => textOf(part) ?? []).join('\n\n')
    return words === '' ? [] : [{ role, ...(name === undefined ? {} : { name }), text: words }]
  })
}

/** Undefined for what is compared elsewhere or not at all: calls are tools, and reasoning is never twice the same. */
function textOf(part: MessagePart): string | undefined {
  switch (part.type) {
    case 'text':
      return part.text
    case 'reasoning':
    case 'tool_call':
      return undefined
    case 'tool_result':
      return `${part.name === undefined ? 'Result' : `Result of ${part.name}`}\n${written(part.result)}`
    case 'media':
      return `[${[part.modality, part.name, part.mimeType, part.blobId?.slice(0, 12), part.url].filter((fact) => fact !== undefined).join(', ')}]`
    case 'approval_request':
      return `Asks for approval${part.toolName === undefined ? '' : ` of ${part.toolName}`}\n${written(part.arguments)}`
    case 'approval_response':
      return `${part.approved === undefined ? 'Answered' : part.approved ? 'Approved' : 'Not approved'}${part.reason === undefined ? '' : `: ${part.reason}`}`
    case 'redacted':
      return `[left out by the sender: ${part.marker}]`
    case 'other':
      return written(part.value)
  }
}

/** Calls in the order they were asked for, each with the step that ran it; then tools that ran unasked. */
function toolsOf(turn: Turn | undefined): ToolUse[] {
  const unclaimed = new Set((turn?.steps ?? []).filter(({ kind }) => kind === 'tool'))
  const calls = (turn?.messages ?? []).flatMap(({ parts }) => parts.filter((part) => part.type === 'tool_call'))
  const asked = calls.map(({ id, name, arguments: given }) => {
    const step = [...unclaimed].find((one) => (one.callId === undefined || id === undefined ? one.name === name : one.callId === id))
    if (step !== undefined) unclaimed.delete(step)
    return { name, given: written(given), ...ranAs(step) }
  })
  return [...asked, ...[...unclaimed].map((step) => ({ name: step.name, given: step.input ?? '', ...ranAs(step) }))]
}

function ranAs(step: TurnStep | undefined): Pick<ToolUse, 'outcome' | 'durationMs'> {
  return step === undefined ? {} : { outcome: step.outcome, durationMs: step.durationMs }
}

/** Objects with their keys in one order, so that the same value reads the same. */
function written(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, inKeyOrder, 2)
}

function inKeyOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
