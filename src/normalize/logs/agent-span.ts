import type { RawLogRecord, RawSpan } from '../../model/raw-span.ts'
import type { AgentEvents, EventRole } from '../convention.ts'
import { AGENT_EVENTS } from '../conventions.ts'
import { numberOf, textOf } from '../scalar.ts'
import { eventNames, madeSpan } from './made-span.ts'
import { recordSpanId, spanIdOf, traceIdOf } from './record-id.ts'

const STATUS_ERROR = 2
const LONGEST_NAME = 128
const LONGEST_MS = 30 * 86_400_000

type AgentEvent = { readonly agent: AgentEvents; readonly name: string; readonly role: EventRole }

/**
 * The span that an event of a coding agent stands for. With ids of a trace it belongs there, below the span it was logged in. Without,
 * a prompt is a trace: its ids come from the ids of session and prompt, the prompt's own event is the top, the others lie below. An agent
 * that numbers no prompts has one trace for each session, and every event is a top.
 */
export function agentSpanOf(record: RawLogRecord): RawSpan | undefined {
  const event = findEvent(record)
  if (event === undefined) return undefined
  const { agent, name, role } = event
  const place = placeOf(record, agent, role)
  if (place === undefined) return undefined
  const span = madeSpan(record, { ...place, name, origin: role.as === 'note' ? 'note' : 'log' })
  const failed = role.failure === undefined ? {} : { statusCode: STATUS_ERROR, statusMessage: role.failure }
  return { ...span, ...failed, startTimeUnixNano: startOf(record, span.endTimeUnixNano) }
}

function findEvent(record: RawLogRecord): AgentEvent | undefined {
  const names = eventNames(record)
  if (names.length === 0) return undefined
  for (const agent of AGENT_EVENTS) {
    const full = names.find((each) => each.startsWith(agent.prefix))
    const isOwn = full !== undefined || record.scope.name.startsWith(agent.scope)
    const name = full?.slice(agent.prefix.length) ?? names[0]!
    const role = isOwn && name.length <= LONGEST_NAME ? agent.roleOf(name, record.attributes) : undefined
    if (role !== undefined) return { agent, name: agent.prefix + name, role }
  }
  return undefined
}

function placeOf(
  record: RawLogRecord,
  agent: AgentEvents,
  role: EventRole,
): Pick<RawSpan, 'traceId' | 'spanId' | 'parentSpanId'> | undefined {
  const { traceId, spanId, attributes } = record
  if (traceId !== '') return { traceId, spanId: recordSpanId(record), parentSpanId: spanId }
  const session = textOf(attributes.get(agent.sessionKey))
  const named = textOf(attributes.get(agent.promptKey))
  // Gemini CLI without a terminal calls every prompt by the id of its session.
  const prompt = named === session ? '' : named
  if (session === '' && prompt === '') return undefined
  const top = prompt === '' ? '' : spanIdOf('prompt', agent.prefix, session, prompt)
  const isTop = role.as === 'prompt' && top !== ''
  return {
    traceId: traceIdOf('prompt', agent.prefix, session, prompt),
    spanId: isTop ? top : recordSpanId(record),
    parentSpanId: isTop ? '' : top,
  }
}

/** Events are logged when the thing is done, and say how long it took. */
function startOf({ attributes }: RawLogRecord, end: bigint): bigint {
  const ms = numberOf(attributes.get('duration_ms')) ?? 0
  const start = end - BigInt(Math.round(Math.min(ms, LONGEST_MS) * 1e6))
  return start > 0n ? start : end
}
