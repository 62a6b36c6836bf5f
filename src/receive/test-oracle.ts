import protobuf from 'protobufjs'

/** OTLP's messages from their public field numbers, decoded by another implementation: what our decoder is compared with in tests. */
function otlpRoot(): protobuf.Root {
  return protobuf.Root.fromJSON({
    nested: Object.fromEntries(
      Object.entries(MESSAGES).map(([name, message]) => [name, { fields: fieldsOf(message), oneofs: message.oneofs }]),
    ),
  })
}

export function encode(messageName: string, value: object): Buffer {
  const type = root.lookupType(messageName)
  return Buffer.from(type.encode(type.fromObject(value)).finish())
}

export function decode(messageName: string, bytes: Uint8Array): object {
  return root.lookupType(messageName).decode(bytes)
}

const ID_FIELDS = new Set(['traceId', 'spanId', 'parentSpanId'])

/** The same as OTLP/JSON: ids in hex, 64-bit numbers as decimal strings, other bytes in base64. */
export function decodeToJson(messageName: string, bytes: Uint8Array): unknown {
  const type = root.lookupType(messageName)
  const plain = type.toObject(type.decode(bytes), { longs: String, bytes: String })
  return JSON.parse(JSON.stringify(plain), (key, value: unknown) =>
    ID_FIELDS.has(key) && typeof value === 'string' ? Buffer.from(value, 'base64').toString('hex') : value,
  )
}

type Message = { readonly fields: string; readonly oneofs?: Record<string, { oneof: string[] }> }

/** One field per word: `name:type:number`, with `*` before the type when repeated. */
function fieldsOf(message: Message): Record<string, protobuf.IField> {
  return Object.fromEntries(
    message.fields.split(/\s+/).map((word) => {
      const [name = '', type = '', id] = word.split(':')
      const isRepeated = type.startsWith('*')
      return [name, { id: Number(id), type: isRepeated ? type.slice(1) : type, ...(isRepeated ? { rule: 'repeated' } : {}) }]
    }),
  )
}

const MESSAGES: Record<string, Message> = {
  TraceRequest: { fields: 'resourceSpans:*ResourceSpans:1' },
  ResourceSpans: { fields: 'resource:Resource:1 scopeSpans:*ScopeSpans:2 schemaUrl:string:3' },
  ScopeSpans: { fields: 'scope:Scope:1 spans:*Span:2 schemaUrl:string:3' },
  LogsRequest: { fields: 'resourceLogs:*ResourceLogs:1' },
  ResourceLogs: { fields: 'resource:Resource:1 scopeLogs:*ScopeLogs:2 schemaUrl:string:3' },
  ScopeLogs: { fields: 'scope:Scope:1 logRecords:*LogRecord:2 schemaUrl:string:3' },
  MetricsRequest: { fields: 'resourceMetrics:*ResourceMetrics:1' },
  ResourceMetrics: { fields: 'resource:Resource:1 scopeMetrics:*ScopeMetrics:2 schemaUrl:string:3' },
  ScopeMetrics: { fields: 'scope:Scope:1 metrics:*Metric:2 schemaUrl:string:3' },
  Metric: {
    fields: 'name:string:1 unit:string:3 gauge:Points:5 sum:Points:7 histogram:Points:9 exponentialHistogram:Points:10 summary:Points:11',
  },
  Points: { fields: 'dataPoints:*Point:1' },
  Point: { fields: 'attributes:*KeyValue:7 timeUnixNano:fixed64:3' },
  Resource: { fields: 'attributes:*KeyValue:1 droppedAttributesCount:uint32:2' },
  Scope: { fields: 'name:string:1 version:string:2 attributes:*KeyValue:3 droppedAttributesCount:uint32:4' },
  Span: {
    fields:
      'traceId:bytes:1 spanId:bytes:2 traceState:string:3 parentSpanId:bytes:4 name:string:5 kind:int32:6 startTimeUnixNano:fixed64:7 ' +
      'endTimeUnixNano:fixed64:8 attributes:*KeyValue:9 droppedAttributesCount:uint32:10 events:*Event:11 droppedEventsCount:uint32:12 ' +
      'links:*Link:13 droppedLinksCount:uint32:14 status:Status:15 flags:fixed32:16',
  },
  Event: { fields: 'timeUnixNano:fixed64:1 name:string:2 attributes:*KeyValue:3 droppedAttributesCount:uint32:4' },
  Link: {
    fields: 'traceId:bytes:1 spanId:bytes:2 traceState:string:3 attributes:*KeyValue:4 droppedAttributesCount:uint32:5 flags:fixed32:6',
  },
  Status: { fields: 'message:string:2 code:int32:3' },
  LogRecord: {
    fields:
      'timeUnixNano:fixed64:1 severityNumber:int32:2 severityText:string:3 body:AnyValue:5 attributes:*KeyValue:6 ' +
      'droppedAttributesCount:uint32:7 flags:fixed32:8 traceId:bytes:9 spanId:bytes:10 observedTimeUnixNano:fixed64:11 eventName:string:12',
  },
  KeyValue: { fields: 'key:string:1 value:AnyValue:2' },
  AnyValue: {
    fields:
      'stringValue:string:1 boolValue:bool:2 intValue:int64:3 doubleValue:double:4 arrayValue:ArrayValue:5 kvlistValue:KeyValueList:6 bytesValue:bytes:7',
    oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'] } },
  },
  ArrayValue: { fields: 'values:*AnyValue:1' },
  KeyValueList: { fields: 'values:*KeyValue:1' },
  Response: { fields: 'partialSuccess:PartialSuccess:1' },
  PartialSuccess: { fields: 'rejected:int64:1 errorMessage:string:2' },
  RpcStatus: { fields: 'code:int32:1 message:string:2 details:*Any:3' },
  Any: { fields: 'typeUrl:string:1 value:bytes:2' },
  RetryInfo: { fields: 'retryDelay:Duration:1' },
  Duration: { fields: 'seconds:int64:1 nanos:int32:2' },
  BadRequest: { fields: 'fieldViolations:*FieldViolation:1' },
  FieldViolation: { fields: 'field:string:1 description:string:2' },
}

const root = otlpRoot()
