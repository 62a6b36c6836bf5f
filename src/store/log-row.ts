import { createHash } from 'node:crypto'
import type { RawLogRecord } from '../model/raw-span.ts'
import { int32, jsonText, uint32, uint64 } from './json-text.ts'
import type { OpenRow } from './span-row.ts'
import { resourceText, scopeText } from './span-parts.ts'
import { writeValue } from './value-text.ts'

export type OpenLogRow = OpenRow & { readonly text: string }

/** A log record as the open beginning of a JSON row, with a hash of all it says: the same record sent again is the same row. */
export function writeLogRow(projectId: string, log: RawLogRecord, receivedMs: number): OpenLogRow {
  const attributes = [...log.attributes].map(([key, value]) => `${jsonText(key)}:${JSON.stringify(writeValue(value))}`).join(',')
  const said =
    `{"project_id":${jsonText(projectId)},"trace_id":${jsonText(log.traceId)},"span_id":${jsonText(log.spanId)}` +
    `,"time_ns":${uint64(log.timeUnixNano)},"observed_ns":${uint64(log.observedTimeUnixNano)}` +
    `,"severity_number":${int32(log.severityNumber)},"severity_text":${jsonText(log.severityText)},"event_name":${jsonText(log.eventName)}` +
    `,"body":${JSON.stringify(writeValue(log.body))},"attributes":{${attributes}}` +
    `,"dropped":${uint32(log.droppedAttributesCount)},"flags":${uint32(log.flags)}` +
    `,"resource":${JSON.stringify(resourceText(log.resource))},"scope":${JSON.stringify(scopeText(log.scope))}`
  const hash = createHash('md5').update(said).digest().readBigUInt64LE()
  const text = `${said},"content_hash":${hash},"received_at":${Math.floor(receivedMs / 1000)}`
  return { identity: `${projectId}\0${log.timeUnixNano} ${hash}`, completeness: 0, sizeBytes: text.length, text }
}

export function closeLogRow({ text }: OpenLogRow, batchSeq: bigint): string {
  return `${text},"batch_seq":${batchSeq}}\n`
}
