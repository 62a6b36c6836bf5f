import type { Turn, TurnMessage, TurnStep } from '../../../api/contract/turn.ts'
import type { MessagePart } from '../../../model/message.ts'
import type { CutSourceValue } from '../../content/cut-source.ts'
import { pairTools, type ToolResult } from '../../content/pair-tools.ts'

/** What belongs to the parts of a turn's messages. */
export type TurnTools = {
  /** A result that stands under its call. */
  readonly isPaired: (part: MessagePart) => boolean
  readonly resultOf: (call: MessagePart) => ToolResult | undefined
  /** The step that ran a call. */
  readonly stepOf: (callId: string | undefined) => TurnStep | undefined
  /** The message that holds a part. */
  readonly messageOf: (part: MessagePart) => TurnMessage | undefined
  /** Why a call may be without a result. */
  readonly withoutResult: string
}

export function readTurnTools({ messages, steps, pauses, status }: Pick<Turn, 'messages' | 'steps' | 'pauses' | 'status'>): TurnTools {
  const { resultOf } = pairTools(messages)
  const paired = new Set<MessagePart>(resultOf.values())
  const stepOf = new Map(steps.flatMap((step) => (step.callId === undefined ? [] : [[step.callId, step] as const])))
  const messageOf = new Map(messages.flatMap((message) => message.parts.map((part) => [part, message] as const)))
  return {
    isPaired: (part) => paired.has(part),
    resultOf: (call) => resultOf.get(call),
    stepOf: (callId) => (callId === undefined ? undefined : stepOf.get(callId)),
    messageOf: (part) => messageOf.get(part),
    withoutResult: whyWithoutResult(pauses, status),
  }
}

function whyWithoutResult(pauses: Turn['pauses'], status: Turn['status']): string {
  if (pauses.some(({ answeredAt }) => answeredAt === undefined)) return 'waits for a human'
  if (pauses.length > 0) return 'stopped to ask a human'
  return status === 'running' ? 'still running' : 'no result recorded'
}

/** Where the whole of the parts of a message is that were too long to be sent along. */
export function cutSourceOf(project: string, traceId: string, { spanId, parts, cuts = [] }: TurnMessage): CutSourceValue {
  const byPart = new Map<object, typeof cuts>()
  for (const cut of cuts) {
    const part = parts[cut.part]
    if (part) byPart.set(part, [...(byPart.get(part) ?? []), cut])
  }
  return { project, traceId, spanId, cuts: byPart }
}
