import type { RawLogRecord, RawResource, RawScope } from '../../model/raw-span.ts'
import { readAnyValue, readAttributes } from './any-value.ts'
import { countField, enumField, idField, nanoField, objectField, textField } from './fields.ts'
import type { JsonObject } from './fields.ts'

/** Throws BadField. Ids are lower-case hex, not yet checked. */
export function readLogItem(record: JsonObject, resource: RawResource, scope: RawScope): RawLogRecord {
  return {
    traceId: idField(record, 'traceId', 16),
    spanId: idField(record, 'spanId', 8),
    timeUnixNano: nanoField(record, 'timeUnixNano'),
    observedTimeUnixNano: nanoField(record, 'observedTimeUnixNano'),
    severityNumber: enumField(record, 'severityNumber', severityNumber),
    severityText: textField(record, 'severityText'),
    eventName: textField(record, 'eventName'),
    body: readAnyValue(objectField(record, 'body'), 0),
    attributes: readAttributes(record),
    droppedAttributesCount: countField(record, 'droppedAttributesCount'),
    flags: countField(record, 'flags'),
    resource,
    scope,
  }
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** SEVERITY_NUMBER_WARN is 13, …_WARN2 is 14: four steps to a level, from 1. */
function severityNumber(name: string): number {
  const [, level = '', step = '1'] = /^(?:SEVERITY_NUMBER_)?([A-Z]+)([2-4]?)$/.exec(name.toUpperCase()) ?? []
  const at = LEVELS.indexOf(level)
  return at === -1 ? 0 : at * 4 + Number(step || 1)
}
