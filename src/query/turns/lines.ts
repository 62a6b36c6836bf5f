import type { Message, MessagePart } from '../../model/message.ts'

export type Role = 'system' | 'user' | 'assistant' | 'tool' | 'human' | 'interrupt'

/** A part with its place in the detail of the span that holds it, and what makes it the same as another one; no key: it says nothing by itself. */
export type LinePart = { readonly part: MessagePart; readonly pointer: string; readonly key: string }

/** A message of one voice: results of tools stand alone, whatever message they came in. */
export type Line = {
  readonly role: Role
  readonly parts: readonly LinePart[]
  readonly spanId: string
  readonly index?: number
  readonly name?: string | undefined
  readonly finishReason?: string | undefined
}

/** What was said on one side of a span. Approvals are told by its pauses. `index`: of the first message in the span's detail. */
export function linesOf(messages: readonly Message[], spanId: string, indexes: readonly number[]): Line[] {
  return messages.flatMap((message, at) => linesOfMessage(message, spanId, indexes[at] ?? at))
}

function linesOfMessage({ role, name, finishReason, parts }: Message, spanId: string, index: number): Line[] {
  const own: LinePart[] = []
  const results = new Map<string, LinePart>()
  parts.forEach((part, at) => {
    if (part.type === 'approval_request' || part.type === 'approval_response' || isEmpty(part)) return
    const isResult = part.type === 'tool_result'
    const said = { part, pointer: `/messages/${index}/parts/${at}`, key: keyOf(part, isResult ? 'tool' : role) }
    if (isResult) results.set(`${part.id} ${said.key}`, said)
    else own.push(said)
  })
  const line = own.length === 0 ? [] : [{ role, parts: own, spanId, index, name, finishReason }]
  return [...line, ...[...results.values()].map((result): Line => ({ role: 'tool', parts: [result], spanId, index, name }))]
}

/** Some senders write the quotes of an empty text, or a call of nothing. */
function isEmpty(part: MessagePart): boolean {
  if (part.type === 'tool_call') return part.name === '' && part.id === undefined && part.arguments === undefined
  return (part.type === 'text' || part.type === 'reasoning') && ['', '""'].includes(part.text.trim())
}

/** What stands somewhere else than in a message, as one. */
export function lineOfPart(role: Role, part: MessagePart, spanId: string, pointer: string): Line {
  return { role, parts: [{ part, pointer, key: keyOf(part, role) }], spanId }
}

/** Text of a line, its parts one below the other. */
export function textOf({ parts }: Line): string {
  return parts.flatMap(({ part }) => (part.type === 'text' ? part.text : [])).join('\n')
}

/** Equal for what says the same, however SDKs word it: white space, the order of keys and the ids of calls differ between them. */
export function keyOf(part: MessagePart, role: Role): string {
  switch (part.type) {
    case 'text':
      return `${role} ${textKey(part.text)}`
    case 'tool_call':
      return `call ${part.name} ${valueKey(part.arguments)}`
    case 'tool_result':
      return `result ${valueKey(part.result)}`
    case 'media':
      return `${role} ${part.modality}`
    case 'redacted':
      return `${role} redacted`
    case 'other':
      return `${role} ${valueKey(part.value)}`
    default:
      return ''
  }
}

export function textKey(text: string): string {
  const folded = fold(text)
  return folded.startsWith('{') || folded.startsWith('[') ? valueKey(text) : folded
}

/** Any run of white space but a lone blank: those are most, and fine as they are. */
const UNEVEN_SPACE = /[^\S ]\s*| \s+/g

function fold(text: string): string {
  return text.replace(UNEVEN_SPACE, ' ').trim()
}

const LONGEST_JSON = 100_000

function valueKey(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? '' : sorted(value)
  const folded = fold(value)
  if (folded.length > LONGEST_JSON || !/^[[{]/.test(folded)) return folded
  try {
    return sorted(JSON.parse(value))
  } catch {
    return folded
  }
}

/** JSON with its keys in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
