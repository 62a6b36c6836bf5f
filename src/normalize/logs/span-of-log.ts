import type { RawLogRecord, RawSpan } from '../../model/raw-span.ts'
import { agentSpanOf } from './agent-span.ts'
import { noteOf } from './note.ts'

/**
 * What a log record says of a trace, as a span like any other: a coding agent's event that stands for a span of its own (`log`),
 * or something more about a span that is sent elsewhere (`note`). Nothing for all other records. Each record alone decides its ids
 * and its words, so a re-sent record is the same span, and the order of arrival changes nothing.
 */
export function spanOfLog(record: RawLogRecord): RawSpan | undefined {
  return agentSpanOf(record) ?? noteOf(record)
}
