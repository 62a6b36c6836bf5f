import type { OutlineTurn, Turn, TurnError, TurnMessage, TurnPause, TurnStep } from '../../../api/contract/turn.ts'
import { sampleTurn } from '../timeline/sample-turn.ts'

/** Turns for tests; `second` counts since the epoch. */
const isoAt = (second: number) => new Date(second * 1000).toISOString()

export const placeOf = (fields: Partial<OutlineTurn> = {}) => sampleTurn(0, 1, fields)

export function turnOf(fields: Partial<Turn> = {}): Turn {
  const { waits: _waits, tools: _tools, ...place } = placeOf()
  return { ...place, messages: [], earlierMessages: 0, steps: [], stepCount: 0, errors: [], pauses: [], resumes: [], ...fields }
}

export function messageOf(role: TurnMessage['role'], text: string, second = 0, fields: Partial<TurnMessage> = {}): TurnMessage {
  return { role, text, parts: [{ type: 'text', text }], spanId: `span of ${text}`, at: isoAt(second), ...fields }
}

export function stepOf(name: string, second = 0, fields: Partial<TurnStep> = {}): TurnStep {
  return { spanId: `span of ${name} at ${second}`, kind: 'tool', name, outcome: 'ok', startedAt: isoAt(second), durationMs: 10, ...fields }
}

export function errorOf(message: string, second = 0, recovered = false): TurnError {
  return { spanId: `span of ${message}`, spanName: 'step', message, at: isoAt(second), recovered }
}

export function pauseOf(spanId: string, second = 0, fields: Partial<TurnPause> = {}): TurnPause {
  return { spanId, ids: [], since: isoAt(second), ...fields }
}
