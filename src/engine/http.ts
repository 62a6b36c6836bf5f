import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { readBody } from './body.ts'
import type { Answer, Database } from './database.ts'
import { EngineFailure, readFailure, statusOf } from './failure.ts'
import { readInsertHead } from './insert-head.ts'
import { readParts } from './multipart.ts'
import type { Result } from './seat.ts'
import { readSettings } from './settings.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  JSON: 'application/json; charset=UTF-8',
  JSONCompact: 'application/json; charset=UTF-8',
  JSONEachRow: 'application/x-ndjson; charset=UTF-8',
  JSONCompactEachRow: 'application/x-ndjson; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8; header=absent',
  CSVWithNames: 'text/csv; charset=UTF-8; header=present',
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
}

export type HttpOptions = {
  readonly database: Database
  /** Whether a request may speak to this door at all, by its headers. */
  readonly isWelcome: (request: IncomingMessage) => boolean
}

/** The part of ClickHouse's HTTP interface that its clients need for queries, inserts and commands. Answers are whole or an error. */
export function createHttpDoor({ database, isWelcome }: HttpOptions): RequestListener {
  return (request, response) => {
    const gone = new AbortController()
    response.on('close', () => {
      if (!response.writableFinished) gone.abort()
    })
    const respond = async () => {
      const url = readUrl(request.url ?? '/')
      if (!isWelcome(request)) throw new EngineFailure(497, 'ACCESS_DENIED', 'This engine answers only programs on its own machine.')
      if (url.pathname === '/ping') return sendText(response, 200, 'Ok.\n')
      if (url.pathname !== '/') return sendText(response, 404, `There is no handle ${url.pathname}\n`)
      response.setHeader('X-ClickHouse-Query-Id', (url.searchParams.get('query_id') ?? '').replace(/[^\x20-\x7e]/g, ''))
      await carryOut(database, request, response, url.searchParams, gone.signal)
    }
    respond().catch((error: unknown) => {
      if (!response.writable || response.headersSent) return
      const failure = readFailure(error)
      response.setHeader('X-ClickHouse-Exception-Code', failure.code)
      if (statusOf(failure) === 503) response.setHeader('Retry-After', '1')
      if (!request.complete) response.setHeader('Connection', 'close')
      sendText(response, statusOf(failure), failure.text)
    })
  }
}

function readUrl(path: string): URL {
  try {
    return new URL(path.startsWith('/') ? `http://engine${path}` : path)
  } catch (error) {
    throw new EngineFailure(36, 'BAD_ARGUMENTS', `The URL cannot be read: ${String(error)}`)
  }
}

async function carryOut(
  database: Database,
  request: IncomingMessage,
  response: ServerResponse,
  url: URLSearchParams,
  signal: AbortSignal,
): Promise<void> {
  const circumstances = { database: url.get('database') ?? 'default', settings: readSettings(url) }
  const isReadOnly = request.method === 'GET' || request.method === 'HEAD'
  const defaultFormat = url.get('default_format') ?? 'TabSeparated'
  if (!/^\w+$/.test(defaultFormat)) throw new EngineFailure(73, 'UNKNOWN_FORMAT', 'Unknown format.')
  const body = await readBody(request)
  const parts = readParts(request.headers['content-type'], body)
  const asked = parts?.get('query') ?? url.get('query') ?? ''
  const head = readInsertHead(asked === '' ? body.toString('latin1', 0, 65_536) : asked)
  if (head !== undefined && parts === undefined && !isReadOnly) {
    const inline = asked.slice(head.dataAt)
    const rows = asked === '' ? body.subarray(head.dataAt) : inline === '' ? body : Buffer.concat([Buffer.from(inline), body])
    return sendResult(response, await database.insert(head, rows, circumstances))
  }
  const answer = await database.answer({
    sql: parts !== undefined || asked === '' ? asked || body.toString() : `${asked}\n${body.toString()}`,
    params: readParams(url, parts),
    defaultFormat,
    isReadOnly,
    circumstances,
    signal,
  })
  await sendAnswer(response, answer, url.get('enable_http_compression') === '1' && acceptsGzip(request))
}

function readParams(url: URLSearchParams, parts: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  const params = new Map<string, string>()
  for (const [name, value] of [...url, ...(parts ?? [])]) if (name.startsWith('param_')) params.set(name.slice('param_'.length), value)
  return params
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
}

async function sendAnswer(response: ServerResponse, answer: Answer, isCompressed: boolean): Promise<void> {
  response.setHeader('X-ClickHouse-Format', answer.format)
  response.setHeader('Content-Type', CONTENT_TYPES[answer.format] ?? 'text/plain; charset=UTF-8')
  if (!isCompressed) return sendResult(response, answer)
  response.setHeader('Content-Encoding', 'gzip')
  sendResult(response, { ...answer, bytes: await promisify(gzip)(answer.bytes) })
}

function sendResult(response: ServerResponse, result: Result): void {
  response.setHeader('X-ClickHouse-Timezone', 'UTC')
  response.setHeader(
    'X-ClickHouse-Summary',
    JSON.stringify({
      read_rows: String(result.rowsRead),
      read_bytes: String(result.bytesRead),
      written_rows: String(result.rowsWritten),
      written_bytes: '0',
      total_rows_to_read: '0',
      result_rows: '0',
      result_bytes: String(result.bytes.byteLength),
    }),
  )
  response.setHeader('Content-Length', result.bytes.byteLength)
  response.end(result.bytes)
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=UTF-8', 'Content-Length': Buffer.byteLength(text) }).end(text)
}
