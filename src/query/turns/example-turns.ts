import { storeRecording, turnsOf } from '../../../test/corpus/stored-recording.ts'
import type { Turn } from '../../api/contract/turn.ts'
import type { RawSpan } from '../../model/raw-span.ts'
import { rawSpanOf } from '../../normalize/test-raw-span.ts'

export const START_MS = 1_790_000_000_000
type Words = readonly (readonly [role: string, text: string | readonly object[]])[]

/** Of a span for tests. `turn`: which trace, a minute after the one before; `from`, `to`: milliseconds in it. */
export type Sketch = {
  readonly turn: number
  readonly span: number
  readonly parent?: number
  readonly from: number
  readonly to: number
  readonly name?: string
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly error?: string
  readonly errorType?: string
}

export function madeSpan({
  turn,
  span,
  parent,
  from,
  to,
  name = 'span',
  attributes = {},
  error,
  errorType = 'ValueError',
}: Sketch): RawSpan {
  const at = (ms: number) => `${START_MS + turn * 60_000 + ms}000000`
  const exception = {
    name: 'exception',
    timeUnixNano: at(to),
    attributes: { 'exception.type': errorType, 'exception.message': error ?? '' },
  }
  return rawSpanOf({
    traceId: (turn + 1).toString(16).padStart(32, '0'),
    spanId: (turn * 10_000 + span + 1).toString(16).padStart(16, '0'),
    parentSpanId: parent === undefined ? '' : (turn * 10_000 + parent + 1).toString(16).padStart(16, '0'),
    name,
    startTimeUnixNano: at(from),
    endTimeUnixNano: at(to),
    attributes: { 'session.id': 's', ...attributes },
    ...(error === undefined ? {} : { status: { code: 2, message: error }, events: [exception] }),
  })
}

export function call(place: Sketch, input: Words, output: Words = []): RawSpan {
  const attributes = { 'gen_ai.operation.name': 'chat', ...messages(input, output), ...place.attributes }
  return madeSpan({ name: 'chat', ...place, attributes })
}

export function agent(place: Sketch, input: Words, output: Words = []): RawSpan {
  const attributes = { 'gen_ai.operation.name': 'invoke_agent', ...messages(input, output), ...place.attributes }
  return madeSpan({ name: 'agent', ...place, attributes })
}

export function tool(place: Sketch, id: string, result?: string): RawSpan {
  const attributes = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'look',
    'gen_ai.tool.call.id': id,
    ...(result === undefined ? {} : { 'gen_ai.tool.call.result': result }),
    ...place.attributes,
  }
  return madeSpan({ name: 'look', ...place, attributes })
}

export const asks = (id: string, q = id): readonly object[] => [{ type: 'tool_call', id, name: 'look', arguments: { q } }]
export const gives = (id: string, result: string): readonly object[] => [{ type: 'tool_call_response', id, result }]

function messages(input: Words, output: Words): Record<string, string> {
  const written = (words: Words) =>
    JSON.stringify(words.map(([role, said]) => ({ role, parts: typeof said === 'string' ? [{ type: 'text', content: said }] : said })))
  return {
    ...(input.length === 0 ? {} : { 'gen_ai.input.messages': written(input) }),
    ...(output.length === 0 ? {} : { 'gen_ai.output.messages': written(output) }),
  }
}

/** The turns of the session that these spans make. */
export function turnsIn(spans: readonly RawSpan[]): Promise<Turn[]> {
  return turnsOf(storeRecording(spans), 's', 100)
}

/** Who said what, one line for each message, turn by turn. */
export async function transcript(spans: readonly RawSpan[]): Promise<string[][]> {
  const turns = await turnsIn(spans)
  return turns.map(({ messages: said }) =>
    said.map(({ role, text, parts }) => {
      const rest = parts.map((part) =>
        part.type === 'tool_call' ? `look(${part.id})` : part.type === 'tool_result' ? String(part.result) : '',
      )
      return `${role}: ${[text, ...rest].filter((each) => each !== '').join(' ')}`
    }),
  )
}
