import type { TurnMessage, TurnStep } from '../api/contract/turn.ts'
import { formatDuration } from '../base/format/duration.ts'
import { formatBytes, formatCount } from '../base/format/number.ts'
import type { MessagePart } from '../model/message.ts'
import type { Block, Tone } from './block.ts'
import { OUTCOME_TONES, OUTCOME_WORDS } from './words.ts'
import { writeValue } from './write-value.ts'

const ROLES: Record<TurnMessage['role'], { word: string; tone: Tone }> = {
  system: { word: 'System', tone: 'quiet' },
  user: { word: 'User', tone: 'strong' },
  assistant: { word: 'Assistant', tone: 'strong' },
  tool: { word: 'Tool', tone: 'quiet' },
  human: { word: 'Answer of a human', tone: 'waiting' },
  interrupt: { word: 'Asks a human', tone: 'waiting' },
}

/** How a message ends when nothing is amiss. */
const USUAL_END = /^(stop|end_turn|tool_?calls?|tool_use|tool-calls)$/i

/** The steps that ran a call, by its id. */
export function callsOf(steps: readonly TurnStep[]): ReadonlyMap<string, TurnStep> {
  return new Map(steps.flatMap((step) => (step.callId === undefined ? [] : [[step.callId, step]])))
}

/** Who spoke, and what, part by part. `calls`: the steps that ran what is called here. */
export function describeMessage(message: TurnMessage, calls: ReadonlyMap<string, TurnStep>): Block[] {
  const { word, tone } = ROLES[message.role]
  const { name, finishReason } = message
  const details = [name, USUAL_END.test(finishReason ?? 'stop') ? undefined : finishReason].filter((detail) => detail !== undefined)
  const parts: readonly MessagePart[] =
    message.parts.length > 0 || message.text === '' ? message.parts : [{ type: 'text', text: message.text }]
  return [
    { type: 'speaker', text: word, tone, details },
    ...parts.flatMap((part, at) => [...describePart(part, calls), ...cutBlocks(message, at)]),
    ...(parts.length === 0 ? [{ type: 'note', text: 'Nothing was recorded in this message' } as const] : []),
  ]
}

function describePart(part: MessagePart, calls: ReadonlyMap<string, TurnStep>): Block[] {
  switch (part.type) {
    case 'text':
      return [textBlock(part.text)]
    case 'reasoning':
      return [{ type: 'label', text: 'Reasoning', tone: 'quiet' }, textBlock(part.text)]
    case 'tool_call':
      return [callLabel(part.name, part.id === undefined ? undefined : calls.get(part.id)), ...valueBlocks(part.arguments)]
    case 'tool_result':
      return [
        { type: 'label', text: part.name === undefined ? 'Result' : `Result of ${part.name}`, tone: 'quiet' },
        ...valueBlocks(part.result),
      ]
    case 'media':
      return [{ type: 'note', text: mediaText(part) }]
    case 'approval_request': {
      const asked = part.toolName === undefined ? '' : ` of ${part.toolName}`
      return [{ type: 'label', text: `Approval${asked}`, tone: 'waiting' }, ...valueBlocks(part.arguments)]
    }
    case 'approval_response': {
      const answer = part.approved === undefined ? 'Answered' : part.approved ? 'Approved' : 'Not approved'
      return [{ type: 'note', text: part.reason === undefined ? answer : `${answer}: ${part.reason}`, tone: 'waiting' }]
    }
    case 'redacted':
      return [{ type: 'note', text: `Left out by the sender: ${part.marker}` }]
    case 'other':
      return valueBlocks(part.value)
  }
}

function callLabel(name: string, step: TurnStep | undefined): Block {
  const text = `Calls ${name}`
  if (step === undefined) return { type: 'label', text, tone: 'quiet' }
  const outcome = step.outcome === 'ok' ? [] : [OUTCOME_WORDS[step.outcome]]
  const tone = step.outcome === 'ok' ? 'quiet' : OUTCOME_TONES[step.outcome]
  return { type: 'label', text, tone, details: [step.isPending === true ? 'running' : formatDuration(step.durationMs), ...outcome] }
}

function mediaText({ modality, mimeType, name, bytes, url, heldBy }: Extract<MessagePart, { type: 'media' }>): string {
  const facts = [
    name,
    mimeType,
    bytes === undefined ? undefined : formatBytes(bytes),
    url,
    heldBy === undefined ? undefined : `kept by ${heldBy}`,
  ]
  return `[${[modality, ...facts.filter((fact) => fact !== undefined)].join(', ')}]`
}

/** Says what is left out, and where all of it is. */
function cutBlocks({ cuts = [], spanId }: TurnMessage, part: number): Block[] {
  return cuts
    .filter((cut) => cut.part === part)
    .map(({ chars, pointer }) => ({
      type: 'note',
      text: `Cut here; all ${formatCount(chars)} characters are in span ${spanId} at ${pointer}`,
    }))
}

function valueBlocks(value: unknown): Block[] {
  return value === undefined ? [] : [textBlock(writeValue(value))]
}

function textBlock(text: string): Block {
  return { type: 'text', text }
}
