import { newSpanId, newTraceId, type AttributeValue, type SpanSpec } from './send.ts'

type Attributes = Record<string, AttributeValue>

/** The text in every field that holds one: a turn with a call that fails, a tool and a question, and a turn that answers. */
export function hostileTurns(text: string, atMs: number): { asking: SpanSpec[]; answering: SpanSpec[] } {
  const owner = {
    'session.id': text,
    'user.id': text,
    'tag.tags': [text, `${text}2`],
    'gen_ai.agent.name': text,
    'deployment.environment.name': text,
    'service.version': text,
  }
  const root = rootSpan(text, atMs, { ...owner, 'input.value': text, 'output.value': text, ...oddAttributes(text) })
  const inside = (offsetMs: number): Omit<SpanSpec, 'attributes'> => ({
    traceId: root.traceId,
    spanId: newSpanId(),
    parentSpanId: root.spanId,
    name: text,
    startMs: atMs + offsetMs,
    endMs: atMs + offsetMs + 100,
  })
  const exception = { 'exception.type': text, 'exception.message': text, 'exception.stacktrace': text }
  const asking: SpanSpec[] = [
    root,
    {
      ...inside(10),
      status: { code: 2, message: text },
      attributes: { ...callAttributes(text), ...oddAttributes(text) },
      events: [
        { name: 'exception', attributes: exception },
        { name: text, attributes: oddAttributes(text) },
      ],
      links: [{ traceId: newTraceId(), spanId: newSpanId(), attributes: oddAttributes(text) }],
    },
    {
      ...inside(200),
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': text,
        'gen_ai.tool.description': text,
        'gen_ai.tool.call.id': text,
        'gen_ai.tool.call.arguments': text,
        'gen_ai.tool.call.result': JSON.stringify({ [text]: [text, { [text]: text }] }),
      },
    },
    {
      ...inside(400),
      attributes: { 'traceloop.span.kind': 'task' },
      events: [
        { name: 'exception', attributes: { 'exception.type': 'langgraph.errors.GraphInterrupt', 'exception.message': interrupt(text) } },
      ],
    },
  ]
  const answer = JSON.stringify({ resume: { [text]: text }, goto: [], update: null, graph: null })
  return { asking, answering: [rootSpan(text, atMs + 2000, { ...owner, 'input.value': answer, 'output.value': text })] }
}

function rootSpan(name: string, startMs: number, attributes: Attributes): SpanSpec {
  return { traceId: newTraceId(), spanId: newSpanId(), name, startMs, endMs: startMs + 900, attributes }
}

const interrupt = (text: string) =>
  JSON.stringify([{ id: text, value: { question: text, [text]: text }, when: text, resumable: true, ns: [text] }])

/** As key, as value, in lists and maps. */
function oddAttributes(text: string): Attributes {
  return {
    [text]: text,
    [`__proto__.${text}`]: text,
    [`metadata.${text}`]: text,
    'constructor.prototype.x': text,
    list: [text, [text]],
    map: { [text]: text, deep: { [text]: [text] } },
    json: JSON.stringify({ [text]: text, inner: JSON.stringify({ [text]: text }) }),
  }
}

function callAttributes(text: string): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': text,
    'gen_ai.response.model': text,
    'gen_ai.provider.name': text,
    'gen_ai.response.id': text,
    'gen_ai.response.finish_reasons': [text],
    'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: text }]),
    'gen_ai.tool.definitions': JSON.stringify([
      { type: 'function', name: text, description: text, parameters: { [text]: { description: text } } },
    ]),
    'gen_ai.input.messages': JSON.stringify(hostileMessages([text])),
    'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: text }], finish_reason: text }]),
    'gen_ai.usage.input_tokens': 10,
  }
}

/** Each text in each kind of part of a message. */
function hostileMessages(texts: readonly string[]): object[] {
  return texts.flatMap((text) => [
    { role: 'user', name: text, parts: [{ type: 'text', content: text }] },
    { role: text, parts: [{ type: text, content: text }] },
    {
      role: 'assistant',
      parts: [
        { type: 'reasoning', content: text },
        { type: 'tool_call', id: text, name: text, arguments: { [text]: text, sql: text } },
        { type: 'tool_call', id: `${text}1`, name: text, arguments: { [text]: text } },
        { type: 'uri', uri: text, mime_type: text, modality: 'image' },
        { type: 'blob', content: text, mime_type: text, modality: 'image' },
        { type: 'file', file_id: text, mime_type: text, modality: text },
      ],
    },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: text, name: text, response: { [text]: [text] } }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: `${text}1`, response: text }] },
  ])
}

/** One call with many texts: each a key, a value, an event, and a message of every kind. */
export function hostileCrowd(texts: readonly string[], sessionId: string, atMs: number): SpanSpec {
  const attributes = Object.fromEntries(texts.map((text) => [text, text] as const))
  return {
    traceId: newTraceId(),
    spanId: newSpanId(),
    name: 'crowd',
    startMs: atMs,
    endMs: atMs + 900,
    attributes: {
      'session.id': sessionId,
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': JSON.stringify(hostileMessages(texts)),
      'gen_ai.output.messages': JSON.stringify(texts.map((content) => ({ role: 'assistant', parts: [{ type: 'text', content }] }))),
      ...attributes,
      map: attributes,
    },
    events: texts.map((name) => ({ name, attributes: { [name]: name } })),
  }
}
