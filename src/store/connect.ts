import { Agent } from 'node:http'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createClient, type ClickHouseSettings } from '@clickhouse/client'
import { piecesOfLines, piecesOfRows } from './pieces.ts'
import type { Sql } from './sql.ts'
import { storeFailure } from './store-failure.ts'

export type ConnectOptions = {
  /** `http://host:8123` of a ClickHouse server; for a socket only the path part counts. */
  readonly url?: string
  /** Unix socket of the embedded engine; wins over the host of `url`. */
  readonly socketPath?: string
  readonly database?: string
  readonly username?: string
  readonly password?: string
}

export type QueryOptions = {
  /** Values of `{name:Type}` placeholders. */
  readonly params?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
  readonly settings?: ClickHouseSettings
}

/** The one way to the engine, embedded or not. Every failure is AppError `unavailable` when waiting helps; else it is a bug. */
export type Connection = {
  readonly database: string
  /** The rows of a SELECT as objects; 64-bit integers arrive as text. */
  rows<T>(query: string | Sql, options?: QueryOptions): Promise<T[]>
  /** The rows of a SELECT one by one, never all in memory; as arrays in column order, which is what long results want. */
  stream<T>(query: string | Sql, options?: QueryOptions): AsyncIterable<T>
  /** A statement without a result. */
  run(query: string | Sql, options?: QueryOptions): Promise<void>
  /** Rows already written as JSONEachRow lines. */
  insertLines(table: string, lines: Iterable<string>): Promise<void>
  /** Rows already written in RowBinary. */
  insertRows(table: string, columns: string, rows: Iterable<Buffer>): Promise<void>
  /** True when the engine answers. */
  ping(): Promise<boolean>
  close(): Promise<void>
}

const SETTINGS: ClickHouseSettings = {
  async_insert: 0,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 1,
  date_time_input_format: 'basic',
}

export const DEFAULT_DATABASE = 'sojourn'

export function connect(options: ConnectOptions): Connection {
  const database = options.database ?? DEFAULT_DATABASE
  const client = createClient({
    url: options.url ?? 'http://localhost',
    ...(options.socketPath === undefined ? {} : { http_agent: socketAgent(options.socketPath) }),
    username: options.username,
    password: options.password,
    database,
    application: 'sojourn',
    request_timeout: 120_000,
    max_open_connections: 16,
    keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
    compression: { request: false, response: false },
    clickhouse_settings: SETTINGS,
    log: { level: 127 },
  })
  const textOf = (query: string | Sql) => (typeof query === 'string' ? query : query.text)
  const settle = (options: QueryOptions = {}) => ({
    query_params: options.params,
    abort_signal: options.signal,
    clickhouse_settings: options.settings,
  })
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw storeFailure(error)
    }
  }
  const insert = (into: string, pieces: Iterable<Buffer>) =>
    attempt(async () => {
      const { stream } = await client.exec({ query: `INSERT INTO ${into}`, values: Readable.from(pieces, { objectMode: false }) })
      await finished(stream.resume())
    })
  return {
    database,
    rows: <T>(query: string | Sql, options?: QueryOptions) =>
      attempt(async () => {
        const result = await client.query({ query: textOf(query), format: 'JSONEachRow', ...settle(options) })
        return (await result.json<T>()) as T[]
      }),
    async *stream<T>(query: string | Sql, options?: QueryOptions) {
      try {
        const result = await client.query({ query: textOf(query), format: 'JSONCompactEachRow', ...settle(options) })
        for await (const chunk of result.stream<T>()) for (const row of chunk) yield row.json() as T
      } catch (error) {
        throw storeFailure(error)
      }
    },
    run: (query, options) =>
      attempt(async () => {
        await client.command({ query: textOf(query), ...settle(options) })
      }),
    insertLines: (table, lines) => insert(`${table} FORMAT JSONEachRow`, piecesOfLines(lines)),
    insertRows: (table, columns, rows) => insert(`${table} (${columns}) FORMAT RowBinary`, piecesOfRows(rows)),
    ping: async () => (await client.ping({ select: true })).success,
    close: () => client.close(),
  }
}

function socketAgent(socketPath: string): Agent {
  // Agent options reach net.connect as they are, so every request of this agent goes to the socket.
  const options = { keepAlive: true, maxSockets: 16, socketPath }
  return new Agent(options)
}
