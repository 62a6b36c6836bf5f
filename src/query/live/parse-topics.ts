import { AppError } from '../../base/errors.ts'

/** What a listener wants to hear of. Session ids may be aliases. */
export type Topics = {
  readonly isSessions: boolean
  readonly isTraces: boolean
  readonly sessionIds: readonly string[]
  readonly traceIds: readonly string[]
}

const MAX_TOPICS = 20
const ALLOWED = 'Allowed: sessions, traces, session:<id>, trace:<id>, separated by commas.'

/** Refuses what cannot be understood, naming `topics`. */
export function parseTopics(text: string): Topics {
  const words = [...new Set(text.split(',').map((word) => word.trim()))]
  if (words.length > MAX_TOPICS) throw refusal(`${words.length} topics are too many; at most ${MAX_TOPICS} are possible.`)
  const ids = (kind: string) => words.flatMap((word) => (word.startsWith(`${kind}:`) ? [decode(word.slice(kind.length + 1))] : []))
  const topics = {
    isSessions: words.includes('sessions'),
    isTraces: words.includes('traces'),
    sessionIds: ids('session'),
    traceIds: ids('trace').map((id) => id.toLowerCase()),
  }
  const unknown = words.find((word) => word !== 'sessions' && word !== 'traces' && !/^(session|trace):/.test(word))
  if (unknown !== undefined) throw refusal(`Unknown topic \`${unknown.slice(0, 60)}\`.`)
  return topics
}

function decode(id: string): string {
  try {
    const decoded = decodeURIComponent(id)
    if (decoded !== '') return decoded
  } catch {
    throw refusal(`The id \`${id.slice(0, 60)}\` is not percent-encoded text.`)
  }
  throw refusal('A topic lacks its id.')
}

function refusal(message: string): AppError {
  return new AppError('bad_input', 'bad_topic', message, { field: 'topics', hint: ALLOWED })
}
