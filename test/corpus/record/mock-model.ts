// A model that says the same every time, in the words of OpenAI (chat, responses, embeddings), Anthropic and Gemini, streamed or not.
// `node scripts/run.mjs test/corpus/record/mock-model.ts PORT`. The last user message steers it: `call NAME {"a":1}` asks for that
// tool (several, joined by ` and `, at once), `fail` is answered with a 400, `json {…}` with that JSON; everything else, and a tool result, is answered with a sentence.
// Usage is always: prompt 120, of which 40 cached (Anthropic: 80 + 40 read), completion 25, of which 5 reasoning.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Json = { readonly [key: string]: unknown }
type Call = { readonly id: string; readonly name: string; readonly args: Json }
type Reply = { readonly text: string; readonly calls: readonly Call[] }

let served = 0
const server = createServer((request, response) => {
  void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
})
server.listen(Number(process.argv[2] ?? 9999), '127.0.0.1', () => console.log(`model on http://127.0.0.1:${process.argv[2] ?? 9999}`))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Json
  const path = request.url ?? ''
  served += 1
  if (path.includes('/embeddings')) return sendJson(response, embeddings(body))
  if (path.includes('/count_tokens') || path.includes(':countTokens')) return sendJson(response, { input_tokens: 120, totalTokens: 120 })
  const said = reply(body)
  if (said === 'fail')
    return sendJson(response, { error: { message: 'The model is not available.', type: 'invalid_request_error', code: 400 } }, 400)
  if (path.includes('/chat/completions'))
    return body['stream'] === true ? sendEvents(response, chatChunks(said, body), true) : sendJson(response, chat(said, body))
  if (path.includes('/responses'))
    return body['stream'] === true ? sendEvents(response, responseEvents(said, body)) : sendJson(response, responses(said, body))
  if (path.includes('/messages'))
    return body['stream'] === true ? sendEvents(response, anthropicEvents(said, body)) : sendJson(response, anthropic(said, body))
  if (path.includes('enerateContent')) {
    const model = /models\/([^:]+):/.exec(path)?.[1] ?? 'gemini-2.0-flash'
    if (path.includes('stream')) return sendEvents(response, [gemini(said, model)])
    return sendJson(response, gemini(said, model))
  }
  if (path.includes('/models')) return sendJson(response, { object: 'list', data: [] })
  return sendJson(response, {}, 404)
}

/** What the last thing said asks for. */
function reply(body: Json): Reply | 'fail' {
  const items = [body['messages'], body['input'], body['contents']].find((each) => Array.isArray(each) || typeof each === 'string')
  const list = typeof items === 'string' ? [{ role: 'user', content: items }] : ((items ?? []) as Json[])
  const last = list.findLast(({ role }) => role !== 'system') ?? {}
  const words = textIn(last).replace(REMINDERS, '').trim()
  const isResult =
    last['role'] === 'tool' || /function_call_output|tool_result|functionResponse|function_response/.test(JSON.stringify(last))
  if (isResult) return { text: `The tool says: ${words.slice(0, 200)}`, calls: [] }
  if (/\bfail\b/.test(words)) return 'fail'
  const json = /^json (\{.*\})$/.exec(words)?.[1]
  if (json !== undefined) return { text: json, calls: [] }
  const calls = [...words.matchAll(/call ([\w-]+) (\{.*?\})(?= and call|\s|$)/g)].map(([, name = '', args = '{}'], n) => ({
    id: `call_${served}_${n}`,
    name,
    args: JSON.parse(args) as Json,
  }))
  return { text: calls.length > 0 ? '' : `You said: ${words.slice(0, 200)}`, calls }
}

/** What coding agents put around the user's own words. */
const REMINDERS = /<([\w-]+(?:-reminder|_context|_instructions))>[\s\S]*?<\/\1>/g

function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textIn).filter(Boolean).join(' ')
  if (typeof value !== 'object' || value === null) return ''
  const { content, text, parts, output, result, response, functionResponse } = value as Json
  return textIn([content, text, parts, output, result, response, functionResponse].filter((each) => each !== undefined))
}

const modelOf = (body: Json): string => String(body['model'] ?? 'gpt-4o-mini')
const CHAT_USAGE = {
  prompt_tokens: 120,
  completion_tokens: 25,
  total_tokens: 145,
  prompt_tokens_details: { cached_tokens: 40, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 5, audio_tokens: 0 },
}

function chatMessage({ text, calls }: Reply): Json {
  const tool_calls = calls.map(({ id, name, args }, index) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
  return { role: 'assistant', content: text === '' ? null : text, ...(calls.length > 0 ? { tool_calls } : {}) }
}

function chat(said: Reply, body: Json): Json {
  const finish_reason = said.calls.length > 0 ? 'tool_calls' : 'stop'
  const choices = [{ index: 0, message: { ...chatMessage(said), refusal: null }, finish_reason }]
  return { id: `chatcmpl-${served}`, object: 'chat.completion', created: 1_750_000_000, model: modelOf(body), choices, usage: CHAT_USAGE }
}

function chatChunks(said: Reply, body: Json): Json[] {
  const chunk = (choices: unknown[], usage?: Json): Json => ({
    id: `chatcmpl-${served}`,
    object: 'chat.completion.chunk',
    created: 1_750_000_000,
    model: modelOf(body),
    choices,
    ...(usage === undefined ? {} : { usage }),
  })
  return [
    chunk([{ index: 0, delta: chatMessage(said), finish_reason: null }]),
    chunk([{ index: 0, delta: {}, finish_reason: said.calls.length > 0 ? 'tool_calls' : 'stop' }]),
    chunk([], CHAT_USAGE),
  ]
}

function responses({ text, calls }: Reply, body: Json): Json {
  const message = {
    id: `msg_${served}`,
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text, annotations: [] }],
  }
  const asked = calls.map(({ id, name, args }) => ({
    id: `fc_${id}`,
    type: 'function_call',
    call_id: id,
    name,
    arguments: JSON.stringify(args),
    status: 'completed',
  }))
  const usage = {
    input_tokens: 120,
    input_tokens_details: { cached_tokens: 40 },
    output_tokens: 25,
    output_tokens_details: { reasoning_tokens: 5 },
    total_tokens: 145,
  }
  return {
    id: `resp_${served}`,
    object: 'response',
    created_at: 1_750_000_000,
    status: 'completed',
    model: modelOf(body),
    output: calls.length > 0 ? asked : [message],
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    usage,
  }
}

function responseEvents(said: Reply, body: Json): Json[] {
  const whole = responses(said, body)
  const items = whole['output'] as Json[]
  const events: Json[] = [{ type: 'response.created', response: { ...whole, status: 'in_progress', output: [], usage: null } }]
  items.forEach((item, output_index) => {
    events.push({
      type: 'response.output_item.added',
      output_index,
      item: { ...item, ...(item['type'] === 'message' ? { content: [] } : { arguments: '' }) },
    })
    if (item['type'] === 'message') {
      const at = { item_id: item['id'], output_index, content_index: 0 }
      events.push({ type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } })
      events.push({ type: 'response.output_text.delta', ...at, delta: said.text })
      events.push({ type: 'response.output_text.done', ...at, text: said.text })
    } else events.push({ type: 'response.function_call_arguments.done', item_id: item['id'], output_index, arguments: item['arguments'] })
    events.push({ type: 'response.output_item.done', output_index, item })
  })
  return [...events, { type: 'response.completed', response: whole }].map((event, sequence_number) => ({ ...event, sequence_number }))
}

const ANTHROPIC_USAGE = { input_tokens: 80, cache_read_input_tokens: 40, cache_creation_input_tokens: 0, output_tokens: 25 }

function anthropic({ text, calls }: Reply, body: Json): Json {
  const content = [
    ...(text === '' ? [] : [{ type: 'text', text }]),
    ...calls.map(({ id, name, args }) => ({ type: 'tool_use', id: `toolu_${id}`, name, input: args })),
  ]
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn'
  return {
    id: `msg_${served}`,
    type: 'message',
    role: 'assistant',
    model: modelOf(body),
    content,
    stop_reason,
    stop_sequence: null,
    usage: ANTHROPIC_USAGE,
  }
}

function anthropicEvents(said: Reply, body: Json): Json[] {
  const whole = anthropic(said, body)
  const blocks = whole['content'] as Json[]
  const events: Json[] = [
    { type: 'message_start', message: { ...whole, content: [], stop_reason: null, usage: { ...ANTHROPIC_USAGE, output_tokens: 1 } } },
  ]
  blocks.forEach((block, index) => {
    const isText = block['type'] === 'text'
    events.push({ type: 'content_block_start', index, content_block: isText ? { type: 'text', text: '' } : { ...block, input: {} } })
    const delta = isText
      ? { type: 'text_delta', text: block['text'] }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block['input']) }
    events.push({ type: 'content_block_delta', index, delta }, { type: 'content_block_stop', index })
  })
  const end = { type: 'message_delta', delta: { stop_reason: whole['stop_reason'], stop_sequence: null }, usage: { output_tokens: 25 } }
  return [...events, end, { type: 'message_stop' }]
}

function gemini({ text, calls }: Reply, model: string): Json {
  const parts = calls.length > 0 ? calls.map(({ name, args }) => ({ functionCall: { name, args } })) : [{ text }]
  const usageMetadata = {
    promptTokenCount: 120,
    cachedContentTokenCount: 40,
    candidatesTokenCount: 20,
    thoughtsTokenCount: 5,
    totalTokenCount: 145,
  }
  const candidates = [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }]
  return { candidates, usageMetadata, modelVersion: model, responseId: `gem_${served}` }
}

function embeddings(body: Json): Json {
  const count = Array.isArray(body['input']) ? body['input'].length : 1
  const data = Array.from({ length: count }, (_, index) => ({ object: 'embedding', index, embedding: [0.25, -0.5, 0.125] }))
  return { object: 'list', data, model: modelOf(body), usage: { prompt_tokens: 12, total_tokens: 12 } }
}

function sendJson(response: ServerResponse, value: Json, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function sendEvents(response: ServerResponse, events: readonly Json[], isOpenAi = false): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    const name = typeof event['type'] === 'string' ? `event: ${event['type']}\n` : ''
    response.write(`${name}data: ${JSON.stringify(event)}\n\n`)
  }
  response.end(isOpenAi ? 'data: [DONE]\n\n' : undefined)
}
