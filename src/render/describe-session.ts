import type { SessionDetail } from '../api/contract/session.ts'
import { formatDuration } from '../base/format/duration.ts'
import { formatCount } from '../base/format/number.ts'
import type { InferredFrom } from '../model/session.ts'
import type { Block } from './block.ts'
import { listFacts, STATUS_TONES, totalFacts, writeTime } from './words.ts'

const INFERRED: Record<InferredFrom, string> = {
  history: 'No span names this session: each turn repeats the conversation of the one before.',
  user: 'No span names this session: the same user did this without a long pause.',
}

/** What stands above a conversation: what it is, and its numbers. */
export function describeSession(session: SessionDetail): Block[] {
  const waiting = session.waitingSince === undefined ? '' : ` for a human since ${writeTime(session.waitingSince)}`
  const blocks: Block[] = [
    { type: 'heading', level: 1, text: `Session ${session.id}` },
    { type: 'note', text: `${session.status}${waiting}`, tone: STATUS_TONES[session.status] },
    { type: 'facts', facts: factsOf(session) },
  ]
  if (session.inferredFrom !== undefined) blocks.push({ type: 'note', text: INFERRED[session.inferredFrom] })
  if ((session.unpricedModels ?? []).length > 0) {
    blocks.push({ type: 'note', text: `The cost leaves out models without a price: ${session.unpricedModels!.join(', ')}` })
  }
  return blocks
}

function factsOf(session: SessionDetail): [name: string, value: string][] {
  const idleMs = Math.max(0, session.durationMs - session.activeMs - session.waitingMs)
  const users = session.users.length > 0 ? session.users : session.userId === undefined ? [] : [session.userId]
  return [
    ['Traces', formatCount(session.traceCount)],
    ['Errors', errorsOf(session)],
    ...totalFacts(session),
    ['Wall', formatDuration(session.durationMs)],
    ['Active', formatDuration(session.activeMs)],
    ['Waiting', formatDuration(session.waitingMs)],
    ['Idle', formatDuration(idleMs)],
    ['p50', formatDuration(session.p50Ms)],
    ['p95', formatDuration(session.p95Ms)],
    ['Created', writeTime(session.createdAt)],
    ['Last trace', writeTime(session.lastTraceAt)],
    ...listFacts({
      User: users,
      Environment: session.environment === undefined ? [] : [session.environment],
      Models: session.models,
      Tools: session.tools,
      Tags: session.tags,
      'Also known as': session.aliases,
    }),
  ]
}

function errorsOf({ errorCount, recoveredErrorCount, finalErrorCount }: SessionDetail): string {
  if (recoveredErrorCount === 0) return formatCount(errorCount)
  return `${formatCount(errorCount)} (${formatCount(recoveredErrorCount)} recovered, ${formatCount(finalErrorCount)} final)`
}
