import type { AnyValue, Attributes } from '../../model/any-value.ts'
import type { RawLogRecord, RawSpan } from '../../model/raw-span.ts'
import { decodeContent, isRecord } from '../json.ts'
import { eventNames, madeSpan } from './made-span.ts'
import { recordSpanId } from './record-id.ts'

const STATUS_ERROR = 2
/** Events of the GenAI conventions that hold messages; the older ones have them in the body. */
const MESSAGE_EVENT = /^gen_ai\.((system|user|assistant|tool)\.message|choice|content\.(prompt|completion))$/
const DETAILS_EVENT = 'gen_ai.client.inference.operation.details'
/** Who speaks with whom, on any record at all (ADK 2 says the user in its log records only). */
const IDENTITY_KEYS = [
  'session.id',
  'user.id',
  'gen_ai.conversation.id',
  'conversation.id',
  'langfuse.session.id',
  'langfuse.user.id',
  'enduser.id',
  'enduser.pseudo.id',
] as const

/** More about the span in which the record was written: its messages, its exception, its session or user. */
export function noteOf(record: RawLogRecord): RawSpan | undefined {
  if (record.traceId === '') return undefined
  const said = messagesOf(record) ?? exceptionOf(record) ?? identityOf(record)
  if (said === undefined) return undefined
  const { traceId, spanId } = record
  return madeSpan(record, { traceId, spanId: recordSpanId(record), parentSpanId: spanId, origin: 'note', name: 'log', ...said })
}

type SaidByLog = Partial<Pick<RawSpan, 'name' | 'attributes' | 'events' | 'statusCode'>>

/** As the same thing would be said inside the span: message events as span events, details as attributes. */
function messagesOf(record: RawLogRecord): SaidByLog | undefined {
  const name = eventNames(record).find((each) => each === DETAILS_EVENT || MESSAGE_EVENT.test(each))
  if (name === undefined) return undefined
  const attributes = new Map([...record.attributes, ...bodyEntries(record.body)])
  if (name === DETAILS_EVENT) return { name, attributes }
  return { name, events: [eventOf(record, name, attributes)] }
}

/** `gen_ai.choice` wraps its message once more. */
function bodyEntries(body: AnyValue): Attributes {
  if (body === undefined) return new Map()
  const entries = entriesOf(body)
  if (entries === undefined) return new Map([['content', body]])
  const inner = entriesOf(entries.get('message'))
  return inner === undefined ? entries : new Map([...[...entries].filter(([key]) => key !== 'message'), ...inner])
}

function entriesOf(value: AnyValue): Attributes | undefined {
  if (value instanceof Map) return value as Attributes
  const decoded = typeof value === 'string' ? decodeContent(value) : undefined
  return isRecord(decoded)
    ? new Map(Object.entries(decoded).map(([key, each]) => [key, typeof each === 'string' ? each : JSON.stringify(each)]))
    : undefined
}

/** Failed as far as the record knows; whether the span failed is for the span to say. */
function exceptionOf(record: RawLogRecord): SaidByLog | undefined {
  const { attributes } = record
  if (!attributes.has('exception.type') && !attributes.has('exception.message')) return undefined
  const others = new Map([...attributes].filter(([key]) => !key.startsWith('exception.')))
  return { name: 'exception', attributes: others, events: [eventOf(record, 'exception', attributes)], statusCode: STATUS_ERROR }
}

function identityOf({ attributes }: RawLogRecord): SaidByLog | undefined {
  const found = IDENTITY_KEYS.flatMap((key) => (attributes.get(key) === undefined ? [] : [[key, attributes.get(key)] as const]))
  return found.length === 0 ? undefined : { attributes: new Map(found) }
}

function eventOf({ timeUnixNano }: RawLogRecord, name: string, attributes: Attributes): RawSpan['events'][number] {
  return { timeUnixNano, name, attributes, droppedAttributesCount: 0 }
}
