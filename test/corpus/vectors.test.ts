import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rawSpanOf, spansOf, type SpanJson } from '../../src/normalize/test-raw-span.ts'
import type { RawSpan } from '../../src/model/raw-span.ts'
import { rowsOf } from './fold-recording.ts'

/** The test vectors of the design, by their numbers: what whole traces and sessions must come out as. */

const recorded = (...files: readonly string[]): RawSpan[] =>
  files.flatMap((file) => {
    const text = readFileSync(new URL(`../fixtures/langgraph-hitl/${file}.json`, import.meta.url), 'utf8')
    return spansOf(JSON.parse(text) as SpanJson).map(({ raw }) => raw)
  })

type Attributes = { readonly [key: string]: unknown }
let made = 0
type Made = { readonly parent?: string; readonly scope?: string; readonly trace?: number; readonly rest?: SpanJson }

/** A span of one trace; every later one starts later and ends within the first. */
function span(id: string, attributes: Attributes, { parent = '', scope = 'test', trace = 1, rest = {} }: Made = {}): RawSpan {
  made += 1
  const hex = (text: string) => createHash('md5').update(text).digest('hex').slice(0, 16)
  const start = 1_750_000_000_000_000_000n + BigInt(trace) * 100_000_000_000n + BigInt(made % 1000) * 1_000_000n
  const json = {
    traceId: trace.toString(16).padStart(32, '0'),
    spanId: hex(id),
    parentSpanId: parent === '' ? '' : hex(parent),
    name: id,
    startTimeUnixNano: start.toString(),
    endTimeUnixNano: (start + 50_000_000n).toString(),
    attributes,
    ...rest,
  }
  return rawSpanOf(json, {}, { name: scope })
}

const chat = (input: number, output: number, more: Attributes = {}): Attributes => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'm',
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
  ...more,
})
const operation = (name: string, more: Attributes = {}): Attributes => ({ 'gen_ai.operation.name': name, ...more })
const raised = (type: string, message: string): SpanJson => ({
  status: { code: 2, message },
  events: [{ name: 'exception', attributes: { 'exception.type': type, 'exception.message': message } }],
})
const waiting = { sessions: [{ status: 'waiting', errorCount: 0 }], traces: [{ status: 'waiting', errorCount: 0, interruptCount: 1 }] }
const tokens = (promptTokens: number, completionTokens: number) => ({ traces: [{ promptTokens, completionTokens }] })

const VECTORS: readonly (readonly [number: number, what: string, spans: () => readonly RawSpan[], rows: object])[] = [
  [1, 'OpenLLMetry: ids on children only, a node ERROR with GraphInterrupt', () => recorded('ollm_simple_interrupt'), waiting],
  [2, 'OpenInference Python: status OK beside an exception event', () => recorded('oi_simple_interrupt'), waiting],
  [3, 'OpenInference JS: a message, and no exception type', () => recorded('oi_js_simple_interrupt'), waiting],
  [4, 'Langfuse JS: UNSET, level ERROR', () => recorded('lf_js_simple_interrupt'), waiting],
  [5, 'LangSmith: type Exception, the interrupt in the message', () => recorded('ls_simple_interrupt'), waiting],
  [
    6,
    'a static breakpoint in a sub-graph says ()',
    () => [span('node', { 'langfuse.observation.metadata.langgraph_node': 'n', 'langfuse.observation.status_message': '()' })],
    { spans: [{ outcome: 'interrupted' }] },
  ],
  [7, 'NodeInterrupt pauses', () => recorded('oi_nodeinterrupt'), { sessions: [{ status: 'waiting', errorCount: 0 }] }],
  [7, 'ParentCommand hands control over', () => recorded('ollm_parentcommand_handoff'), { sessions: [{ status: 'ok', errorCount: 0 }] }],
  [8, 'the caller leaves the stream at the pause', () => recorded('ollm_stream_and_break_on_interrupt'), waiting],
  [
    9,
    'a ValueError that quotes an interrupt is an error',
    () => [span('e', {}, { rest: raised('ValueError', 'GraphInterrupt((Interrupt(value=1),))') })],
    { traces: [{ status: 'error', errorCount: 1, interruptCount: 0 }] },
  ],
  [
    10,
    'GraphRecursionError is an error',
    () => [span('e', {}, { rest: raised('langgraph.errors.GraphRecursionError', 'Recursion limit of 25 reached') })],
    { traces: [{ status: 'error', errorCount: 1 }] },
  ],
  [
    11,
    'a pause beside an error: the error wins, the pause is noted',
    () => [
      span('root', operation('invoke_agent')),
      span('ask', {}, { parent: 'root', rest: raised('langgraph.errors.GraphInterrupt', "(Interrupt(value='ok?', id='a'),)") }),
      span('boom', {}, { parent: 'root', rest: raised('ValueError', 'boom') }),
    ],
    { traces: [{ status: 'error', errorCount: 1, interruptCount: 1 }] },
  ],
  [
    12,
    'a resume at the same checkpoint',
    () => recorded('ollm_simple_interrupt', 'ollm_simple_resume'),
    { sessions: [{ status: 'ok', errorCount: 0, traceCount: 2 }] },
  ],
  [
    13,
    'AI SDK 6: the parent sums its two steps',
    () => [
      span(
        'ai.generateText',
        { 'ai.operationId': 'ai.generateText', 'ai.usage.inputTokens': 30, 'ai.usage.outputTokens': 5 },
        { scope: 'ai' },
      ),
      ...['one', 'two'].map((id) =>
        span(
          id,
          {
            'ai.operationId': 'ai.generateText.doGenerate',
            'ai.usage.inputTokens': 15,
            'ai.usage.outputTokens': id === 'one' ? 2 : 3,
            'gen_ai.usage.input_tokens': 15,
            'gen_ai.usage.output_tokens': id === 'one' ? 2 : 3,
          },
          { parent: 'ai.generateText', scope: 'ai' },
        ),
      ),
    ],
    tokens(30, 5),
  ],
  [
    14,
    'OpenLLMetry JS over the AI SDK: parent and children are both chats',
    () => [
      span('run', chat(30, 5), { scope: 'ai' }),
      span('a', chat(15, 2), { parent: 'run', scope: 'ai' }),
      span('b', chat(15, 3), { parent: 'run', scope: 'ai' }),
    ],
    tokens(30, 5),
  ],
  [
    15,
    'Pydantic AI: aggregated usage never counts beside chats',
    () => [
      span(
        'agent run',
        operation('invoke_agent', { 'gen_ai.aggregated_usage.input_tokens': 30, 'gen_ai.aggregated_usage.output_tokens': 5 }),
      ),
      span('chat', chat(30, 5), { parent: 'agent run' }),
    ],
    tokens(30, 5),
  ],
  [
    15,
    'Pydantic AI: aggregated usage counts where no chat is',
    () => [
      span('run', operation('invoke_agent', { 'gen_ai.aggregated_usage.input_tokens': 30, 'gen_ai.aggregated_usage.output_tokens': 5 })),
    ],
    { traces: [{ promptTokens: 30, completionTokens: 5, isApproximate: true }] },
  ],
  [
    16,
    'Claude Agent SDK: the agent is the only carrier, its input leaves the cache out',
    () => [
      span(
        'agent',
        {
          'openinference.span.kind': 'AGENT',
          'llm.token_count.prompt': 80,
          'llm.token_count.completion': 25,
          'llm.token_count.prompt_details.cache_read': 40,
        },
        { scope: 'openinference.instrumentation.claude_agent_sdk' },
      ),
    ],
    tokens(120, 25),
  ],
  [
    17,
    'ADK: a tool and an agent between two model calls',
    () => [
      span('call_llm', chat(10, 1), { scope: 'gcp.vertex.agent' }),
      span('execute_tool x', operation('execute_tool'), { parent: 'call_llm', scope: 'gcp.vertex.agent' }),
      span('invoke_agent y', operation('invoke_agent'), { parent: 'execute_tool x', scope: 'gcp.vertex.agent' }),
      span('call_llm again', chat(20, 2), { parent: 'invoke_agent y', scope: 'gcp.vertex.agent' }),
    ],
    tokens(30, 3),
  ],
  [
    18,
    'ADK: the google-genai instrumentation repeats the call inside',
    () => [
      span('call_llm', chat(10, 1), { scope: 'gcp.vertex.agent' }),
      span('generate_content m', { ...chat(10, 1), 'gen_ai.operation.name': 'generate_content' }, { parent: 'call_llm' }),
    ],
    tokens(10, 1),
  ],
  [
    19,
    'Strands: old and new names on one span',
    () => [
      span('chat', chat(10, 2, { 'gen_ai.usage.prompt_tokens': 10, 'gen_ai.usage.completion_tokens': 2 }), {
        scope: 'strands.telemetry.tracer',
      }),
    ],
    tokens(10, 2),
  ],
  [
    20,
    'OpenLLMetry: three ids in one trace',
    () => [
      span(
        'root',
        operation('invoke_agent', { 'traceloop.association.properties.session_uuid': 'SDK', 'gen_ai.conversation.id': 'thread-1' }),
      ),
      span('child', { 'traceloop.association.properties.session_uuid': 'META' }, { parent: 'root' }),
    ],
    { sessions: [{ id: 'SDK', aliases: ['META', 'thread-1'] }] },
  ],
  [
    21,
    'a LangSmith project is no session',
    () => [span('run', { 'langsmith.span.kind': 'chain', 'langsmith.trace.session_id': 'p', 'langsmith.trace.session_name': 'default' })],
    { sessions: [], traces: [{ sessionId: undefined }] },
  ],
  [
    22,
    'an HTTP root without an id',
    () => [
      span('POST /chat', { 'http.request.method': 'POST' }),
      span('chat', chat(1, 1, { 'session.id': 's-1' }), { parent: 'POST /chat' }),
    ],
    { sessions: [{ id: 's-1', traceCount: 1 }] },
  ],
  [
    23,
    'a batch sent twice',
    () => {
      const batch = [span('chat', chat(10, 2, { 'session.id': 's' }))]
      return [...batch, ...batch]
    },
    { sessions: [{ traceCount: 1, promptTokens: 10, completionTokens: 2 }] },
  ],
  [
    24,
    'a child after its root, and with it the session',
    () => [span('root', operation('invoke_agent')), span('chat', chat(10, 2, { 'session.id': 'late' }), { parent: 'root' })],
    { sessions: [{ id: 'late', promptTokens: 10 }] },
  ],
  [
    25,
    'bytes, ints as text, hostile keys and broken text',
    () => [
      span('run', {
        'langsmith.span.kind': 'llm',
        'gen_ai.usage.input_tokens': '10',
        'gen_ai.usage.output_tokens': '2',
        __proto__x: 'x',
        ['__proto__']: 'y',
        'session.id': 'a\ud800b',
      }),
    ],
    { sessions: [{ id: 'a�b', promptTokens: 10, completionTokens: 2 }] },
  ],
  [
    26,
    'Anthropic: more cached than sent means the input leaves the cache out',
    () => [span('chat', chat(20, 5, { 'gen_ai.usage.cache_read.input_tokens': 100, 'gen_ai.usage.cache_creation.input_tokens': 30 }))],
    { traces: [{ promptTokens: 150, completionTokens: 5, cachedPromptTokens: 100 }] },
  ],
]

describe('vectors of the design', () => {
  it('are all here', () => {
    expect([...new Set(VECTORS.map(([number]) => number))]).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
  })

  it.each(VECTORS)('%i: %s', (_, __, spans, rows) => {
    const sent = spans()
    expect(rowsOf(sent)).toMatchObject(rows)
    expect(rowsOf(sent.toReversed())).toMatchObject(rows)
  })
})
