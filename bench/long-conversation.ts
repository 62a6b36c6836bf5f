/** A made-up session of many turns whose model calls are told the whole conversation again each time, as chat SDKs do. */
import { createHash } from 'node:crypto'
import { send, type SpanSpec } from '../test/e2e/send.ts'

const JOBS_PER_TURN = 12
/** A root, two model calls, an embedding, and of each job a task, a tool and a retrieval. */
export const SPANS_PER_TURN = 4 + 3 * JOBS_PER_TURN
const TURN_MS = 6_000
const STEP_MS = 60_000
const TOOLS = ['search_docs', 'read_page', 'run_query', 'send_mail'] as const
const TOPICS = 'refund order invoice table query agent plan travel museum ticket weather error retry customer policy shipping'.split(' ')
/** What is said in these two turns alone, and repeated by every history after. */
export const RARE_WORD = 'periwinkle'
export const RARE_TURNS = [3, 490] as const
/** A tool times out in every turn of that many, and the turn ends well. */
const TURNS_PER_ERROR = 25

export type Conversation = { readonly sessionId: string; readonly turns: number; readonly firstMs: number }
type Said = { readonly role: 'user' | 'assistant'; readonly parts: readonly { readonly type: 'text'; readonly content: string }[] }

/** Turn by turn, oldest first. The same conversation gives the same spans. */
function* longConversation({ sessionId, turns, firstMs }: Conversation): Generator<SpanSpec[]> {
  const history: Said[] = []
  for (let turn = 0; turn < turns; turn++) {
    const asked = say('user', `Question ${turn}: how do I change the ${topic(turn)} of the ${topic(turn * 3 + 1)}?`, turn === RARE_TURNS[0])
    const answer = say(
      'assistant',
      `Answer ${turn}: open the ${topic(turn * 5)} and follow its ${topic(turn * 7)}.`,
      turn === RARE_TURNS[1],
    )
    yield turnSpans({ sessionId, turn, startMs: firstMs + turn * STEP_MS, told: [...history, asked], answer })
    history.push(asked, answer)
  }
}

const SPANS_PER_REQUEST = 400

/** Sends it through the OTLP door, oldest turn first. */
export async function sendLongConversation(url: string, conversation: Conversation): Promise<void> {
  let spans: SpanSpec[] = []
  for (const turn of longConversation(conversation)) {
    spans.push(...turn)
    if (spans.length < SPANS_PER_REQUEST) continue
    await send(url, spans)
    spans = []
  }
  if (spans.length > 0) await send(url, spans)
}

/** Sends it unless it is there, waits until all of it is shown, and answers its session id. */
export async function ensureLongSession(url: string, turns: number): Promise<string> {
  const sessionId = `long ${turns}`
  const api = `${url}/api/v1/projects/default/sessions/${encodeURIComponent(sessionId)}`
  const isShown = async () => ((await (await fetch(api)).json()) as { spanCount?: number }).spanCount === turns * SPANS_PER_TURN
  if (await isShown()) return sessionId
  const startedAt = Date.now()
  await sendLongConversation(url, { sessionId, turns, firstMs: Date.now() - 12 * 3_600_000 })
  while (!(await isShown())) await new Promise((resolve) => setTimeout(resolve, 200))
  console.log(`${turns * SPANS_PER_TURN} spans sent and shown in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`)
  return sessionId
}

export function traceIdOfTurn(sessionId: string, turn: number): string {
  return scattered(`${sessionId} turn ${turn}`)
}

type Turn = {
  readonly sessionId: string
  readonly turn: number
  readonly startMs: number
  readonly told: readonly Said[]
  readonly answer: Said
}

function turnSpans({ sessionId, turn, startMs, told, answer }: Turn): SpanSpec[] {
  const traceId = traceIdOfTurn(sessionId, turn)
  let count = 0
  const span = (parentSpanId: string, name: string, [from, to]: readonly [number, number], rest: Partial<SpanSpec>): SpanSpec => {
    const spanId = scattered(`${traceId} ${count++}`).slice(0, 16)
    return { traceId, spanId, parentSpanId, name, startMs: startMs + from, endMs: startMs + to, ...rest }
  }
  const root = span('', 'invoke_agent guide', [0, TURN_MS], {
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'session.id': sessionId, 'user.id': 'ada' },
  })
  const think = span(root.spanId, 'chat', [10, 900], { attributes: chat(turn, told, say('assistant', 'Let me look that up.')) })
  const embed = span(root.spanId, 'embeddings', [900, 950], { attributes: embedding(turn) })
  const jobs = Array.from({ length: JOBS_PER_TURN }, (_, job) => {
    const at = 1000 + job * 250
    const isFailing = turn % TURNS_PER_ERROR === 7 && job === 4
    const failure = isFailing ? timeout(turn) : {}
    const task = span(root.spanId, `job ${job}`, [at, at + 240], { attributes: { 'traceloop.span.kind': 'task' }, ...failure })
    const ran = span(task.spanId, 'execute_tool', [at + 10, at + 100 + (turn % 90)], { attributes: tool(turn, job), ...failure })
    const read = span(task.spanId, 'retrieval', [at + 120, at + 230], { attributes: retrieval(turn, job) })
    return [task, ran, read]
  })
  const last = span(root.spanId, 'chat', [4_200, 5_900], { attributes: chat(turn, told, answer) })
  return [root, think, embed, ...jobs.flat(), last]
}

function chat(turn: number, told: readonly Said[], answer: Said): NonNullable<SpanSpec['attributes']> {
  const input = JSON.stringify(told)
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': turn % 3 === 0 ? 'gpt-4o' : 'gpt-4o-mini',
    'gen_ai.input.messages': input,
    'gen_ai.output.messages': JSON.stringify([answer]),
    'gen_ai.usage.input_tokens': Math.ceil(input.length / 4),
    'gen_ai.usage.output_tokens': 20 + (turn % 30),
  }
}

function embedding(turn: number): NonNullable<SpanSpec['attributes']> {
  return {
    'gen_ai.operation.name': 'embeddings',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'text-embedding-3-small',
    'gen_ai.usage.input_tokens': 12 + (turn % 5),
  }
}

function tool(turn: number, job: number): NonNullable<SpanSpec['attributes']> {
  return {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': TOOLS[job % TOOLS.length]!,
    'gen_ai.tool.call.arguments': JSON.stringify({ about: topic(turn + job), page: job }),
    'gen_ai.tool.call.result': JSON.stringify({ found: turn * 13 + job }),
  }
}

function retrieval(turn: number, job: number): NonNullable<SpanSpec['attributes']> {
  return { 'gen_ai.operation.name': 'retrieval', 'gen_ai.retrieval.query.text': `${topic(turn)} ${topic(job)}` }
}

/** The task repeats what its tool threw. */
function timeout(turn: number): Pick<SpanSpec, 'status' | 'events'> {
  const message = `upstream timed out after ${30 + (turn % 7)}s for request ${scattered(`request ${turn}`).slice(0, 12)}`
  const attributes = { 'exception.type': 'TimeoutError', 'exception.message': message }
  return { status: { code: 2, message }, events: [{ name: 'exception', attributes }] }
}

function say(role: Said['role'], text: string, isRare = false): Said {
  return { role, parts: [{ type: 'text', content: isRare ? `${text} I mean the ${RARE_WORD} one.` : text }] }
}

function topic(n: number): string {
  return TOPICS[n % TOPICS.length]!
}

function scattered(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
