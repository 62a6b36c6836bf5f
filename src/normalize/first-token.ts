import type { RawSpan } from '../model/raw-span.ts'
import { decodeContent, isRecord } from './json.ts'
import { numberOf, textOf } from './scalar.ts'

const SECONDS = [
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.server.time_to_first_token',
] as const
const MILLISECONDS = ['ai.response.msToFirstChunk', 'metadata.ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk', 'ttft_ms'] as const
/** ISO 8601, sometimes quoted once more. */
const MOMENTS = ['langfuse.observation.completion_start_time', 'mastra.completion_start_time'] as const
const EVENTS: ReadonlySet<string> = new Set([
  'First Token Stream Event',
  'ai.stream.firstChunk',
  'gen_ai.content.completion.chunk',
  'llm.content.completion.chunk',
])
/** Strands states milliseconds where the others state seconds. */
const IN_MILLISECONDS = 'strands.telemetry'

/** Nanoseconds from the start of a call to its first token; nothing where nobody says so, or where it cannot be. */
export function readFirstToken(raw: RawSpan): number | undefined {
  const nano = statedNano(raw) ?? momentNano(raw) ?? eventNano(raw)
  if (nano === undefined || nano <= 0) return undefined
  const isOver = raw.endTimeUnixNano > raw.startTimeUnixNano
  return isOver && nano > Number(raw.endTimeUnixNano - raw.startTimeUnixNano) ? undefined : Math.round(nano)
}

function statedNano({ attributes, scope }: RawSpan): number | undefined {
  for (const key of SECONDS) {
    const amount = attributes.has(key) ? numberOf(attributes.get(key)) : undefined
    if (amount !== undefined) return amount * (scope.name.startsWith(IN_MILLISECONDS) ? 1e6 : 1e9)
  }
  for (const key of MILLISECONDS) {
    const amount = attributes.has(key) ? numberOf(attributes.get(key)) : undefined
    if (amount !== undefined) return amount * 1e6
  }
  return undefined
}

function momentNano({ attributes, startTimeUnixNano }: RawSpan): number | undefined {
  for (const key of MOMENTS) {
    const atMs = attributes.has(key) ? Date.parse(textOf(attributes.get(key))) : NaN
    if (!Number.isNaN(atMs)) return atMs * 1e6 - Number(startTimeUnixNano)
  }
  const stamps = attributes.has('langwatch.timestamps') ? decodeContent(attributes.get('langwatch.timestamps')) : undefined
  if (!isRecord(stamps)) return undefined
  const [startedMs, firstMs] = [numberOf(stamps['started_at']), numberOf(stamps['first_token_at'])]
  return startedMs === undefined || firstMs === undefined ? undefined : (firstMs - startedMs) * 1e6
}

function eventNano({ events, startTimeUnixNano }: RawSpan): number | undefined {
  const first = events.find(({ name }) => EVENTS.has(name))
  return first && Number(first.timeUnixNano - startTimeUnixNano)
}
