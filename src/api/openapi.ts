import * as z from 'zod/mini'
import { contract, type Operation } from './contract/contract.ts'
import { problemSchema } from './contract/problem.ts'
import type { Route } from './contract/route.ts'

type Json = { [key: string]: unknown }

/** What the schemas of parameters cannot say, of all operations that take it or of one. */
const PARAMETER_TEXTS: Readonly<Record<string, string>> = {
  project: 'Id or slug of a project.',
  sessionId: 'Id of a session, or an alias of it. Any string up to 256 characters, percent-encoded as one path segment.',
  traceId: '32 hexadecimal characters.',
  spanId: '16 hexadecimal characters.',
  from: 'ISO 8601, epoch milliseconds, or now, now-24h, now-7d/d. Absent: all time. Both ends are included.',
  to: 'Like `from`. A session is in the window when any of its traces is; a trace when any moment of it is.',
  q: 'Words and "quoted phrases" must all occur in ids, aliases, user ids or message text; `sessionId:`, `status:`, `userId:` narrow, commas are OR. Traces also take `has:session` and `-has:session`.',
  sort: 'A leading minus is descending. Unknown values come last either way.',
  cursor: '`nextCursor` of the page before.',
  status: 'One or more of ok, error, waiting, running, separated by commas.',
  hasSession: '`false`: only traces that name no session.',
  blobId: '`blobId` of a media part of a message of this span.',
  cut: 'Shorten longer texts and JSON values to so many characters; `cuts` says which. Absent: everything whole.',
  pointer: 'JSON Pointer (RFC 6901) into the span as `getSpan` answers it without `cut`, such as `/messages/0/parts/1/result`.',
  topics:
    'One or more of sessions, traces, session:<id>, trace:<id>, separated by commas; ids are percent-encoded. Filters are those of the lists `sessions` and `traces`. The reply is a stream of server-sent events, each as the schema says: `event` and `id` are fields of the event, `data` is JSON. Send the last `id` as `Last-Event-ID` to go on from there.',
  of: 'The list whose rows are meant.',
  field: 'A field of the filter language, `attr` and `metadata` also with a key: `attr.region`.',
  prefix: 'Only values that begin so, whatever the case.',
  'exportRows.format':
    '`csv`: RFC 4180 with a header line; text that a spreadsheet would run as a formula begins with an apostrophe. `jsonl`: one JSON object a line, as the list has it.',
  'exportRows.sort': 'As the list sorts, up to a million rows. Absent: as it does by default.',
  columns: 'Fields of the rows, separated by commas, in the order wanted. Absent: all.',
  'explainFilter.q': 'As lists take it. A term with a fault does not make the request fail: it is told and left out.',
  'findInSession.q':
    'Text to look for as it stands, upper and lower case alike. Of what one span says beyond 64 KB, the first and the last half of that are searched.',
  'search.q':
    'Filter text of a sessions list. Its words and "quoted phrases" are looked for: a turn that says one of them is found; everything else narrows the sessions.',
  'search.to': 'Like `from`. A turn is in the window when any moment of it is.',
  'listTurns.turn': 'Id of a trace of this session to begin with.',
  'listTurns.steps': '`none`; `tools`: model calls, tools, retrievals, agents and whatever did not end well; `all`: every span.',
  form: '`columns`: one array per field, for large traces.',
}

/** OpenAPI 3.1 of the whole contract, made from the same value as routes and client. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries(contract) as [Operation, Route][]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describeOperation(name, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sojourn',
      version: '1',
      description:
        'Sessions, traces and spans of LLM apps and agents. Times are ISO 8601 UTC; durations are milliseconds; cost is in US dollars; what is absent was not reported.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { cookie: [] }, {}],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token the server was started with; only asked for when there is one.' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'sojourn_session', description: 'Set by `login`.' },
      },
    },
  }
}

function describeOperation(name: Operation, operation: Route): Json {
  const status = String(operation.status ?? (operation.reply === undefined ? 204 : 200))
  const parameters = [...parametersOf(name, operation.params, 'path'), ...parametersOf(name, operation.query, 'query')]
  return {
    operationId: name,
    summary: operation.summary,
    ...(operation.isOpen === true ? { security: [{}] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(operation.body === undefined ? {} : { requestBody: { required: true, content: jsonContent(operation.body, 'input') } }),
    responses: {
      [status]:
        operation.reply === undefined ? { description: 'Done' } : { description: 'OK', content: contentOf(operation, operation.reply) },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function parametersOf(operation: Operation, schema: Route['params'], place: 'path' | 'query'): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] }
  const textOf = (name: string) => PARAMETER_TEXTS[`${operation}.${name}`] ?? PARAMETER_TEXTS[name]
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(textOf(name) === undefined ? {} : { description: textOf(name) }),
    schema: property,
  }))
}

const ANY_BYTES: Json = { '*/*': { schema: { type: 'string', format: 'binary' } } }

function contentOf({ isBytes, isFile, isStream }: Route, reply: z.ZodMiniType): Json {
  if (isBytes || isFile) return ANY_BYTES
  return isStream ? { 'text/event-stream': { schema: schemaOf(reply, 'output') } } : jsonContent(reply, 'output')
}

function jsonContent(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  return { 'application/json': { schema: schemaOf(schema, io) } }
}

/** OpenAPI 3.1 speaks JSON Schema 2020-12, so only the `$schema` line and bounds that say nothing go. Answers may gain fields: they are open objects. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return rest
}
