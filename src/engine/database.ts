import { mkdirSync, writeFileSync } from 'node:fs'
import { drainPending } from 'chdb'
import { bindParams } from './bind-params.ts'
import { EngineFailure } from './failure.ts'
import type { InsertHead } from './insert-head.ts'
import { createLane } from './lane.ts'
import { KILL_AGAIN_MS, openSeat, type Circumstances, type Result, type Seat } from './seat.ts'
import { quoteText } from './sql-text.ts'
import { formatOf, kindOf, readStatement } from './statement.ts'

const READERS = 4
const READ_TAG = '/*read'
const OTHER_TAG = '/*other'
const MAX_WAITING_READS = 256
const MAX_WAITING_WRITES = 256

const COMMON: readonly (readonly [string, string])[] = [
  ['output_format_json_quote_64bit_integers', '1'],
  // Parameters are written into the text, so the text may be long.
  ['max_query_size', '134217728'],
]
/** Mode 2 of `readonly` lets statements change settings, but nothing else. */
const READER = new Map([
  ...COMMON,
  ['max_execution_time', '30'],
  ['max_memory_usage', '2000000000'],
  ['max_result_bytes', '268435456'],
  ['readonly', '2'],
])
const WRITER = new Map([
  ...COMMON,
  ['async_insert', '0'],
  // One parser is as fast for our batches and leaves the other core to receiving.
  ['input_format_parallel_parsing', '0'],
])
/** A batch is one block, so that it is there as a whole or not at all. */
const ONE_BLOCK = new Map([
  ['max_insert_block_size', '10000000'],
  ['min_insert_block_size_rows', '10000000'],
  ['min_insert_block_size_bytes', '4000000000'],
])

/** Bounds for caches that would otherwise grow to gigabytes with the data, and for all queries together. */
const SERVER_CONFIG = `<clickhouse>
  <mark_cache_size>67108864</mark_cache_size>
  <index_mark_cache_size>33554432</index_mark_cache_size>
  <primary_index_cache_size>134217728</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <text_index_dictionary_block_cache_size>67108864</text_index_dictionary_block_cache_size>
  <text_index_header_cache_size>67108864</text_index_header_cache_size>
  <text_index_postings_cache_size>67108864</text_index_postings_cache_size>
  <max_server_memory_usage_to_ram_ratio>0.6</max_server_memory_usage_to_ram_ratio>
</clickhouse>
`

export type Request = {
  readonly sql: string
  readonly params: ReadonlyMap<string, string>
  /** The format of the answer when the text names none. */
  readonly defaultFormat: string
  readonly circumstances: Circumstances
  readonly signal?: AbortSignal
  /** Refuses whatever is not a read. */
  readonly isReadOnly: boolean
}
export type Answer = Result & { readonly format: string }

/** chDB as a handful of seats on one directory: a slow read blocks no other, writes keep their order. */
export type Database = {
  answer(request: Request): Promise<Answer>
  /** All rows or none; never ended by a caller that goes away. */
  insert(head: InsertHead, rows: Uint8Array, circumstances: Circumstances): Promise<Result>
  /** Ends running reads, finishes accepted writes. */
  close(): Promise<void>
}

export function openDatabase(path: string): Database {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const configPath = `${path}.xml`
  writeFileSync(configPath, SERVER_CONFIG, { mode: 0o600 })
  const connectionArgs = [`--config-file=${configPath}`]
  const seats: Seat[] = []
  let isClosing = false
  const sit = (base: ReadonlyMap<string, string>, tagPrefix = OTHER_TAG) => {
    const seat = openSeat({ path, base, connectionArgs, tagPrefix, kill })
    seats.push(seat)
    return seat
  }
  const nowhere: Circumstances = { database: 'default', settings: new Map() }
  const runKill = (where: string) =>
    killer
      .run((seat) => seat.query(`KILL QUERY WHERE ${where} ASYNC`, 'Null', nowhere))
      .then(
        () => undefined,
        () => undefined,
      )
  function kill(tag: string): void {
    void runKill(`startsWith(query, ${quoteText(tag)})`)
  }
  const writer = createLane([sit(WRITER)], MAX_WAITING_WRITES)
  const killer = createLane([sit(READER)], MAX_WAITING_READS)
  const readers = createLane(
    Array.from({ length: READERS }, () => sit(READER, READ_TAG)),
    MAX_WAITING_READS,
  )

  const refuseWhenClosing = () => {
    if (isClosing) throw new EngineFailure(236, 'ABORTED', 'The engine is closing.')
  }

  return {
    async answer({ sql, params, defaultFormat, circumstances, signal, isReadOnly }) {
      refuseWhenClosing()
      const statement = readStatement(sql)
      const kind = kindOf(statement.masked)
      const format = formatOf(statement.masked) ?? defaultFormat
      // Every statement stands alone, as over HTTP without a session: there is nothing to set.
      if (kind === 'set') return { bytes: new Uint8Array(0), rowsRead: 0, bytesRead: 0, rowsWritten: 0, format }
      if (isReadOnly && kind !== 'read')
        throw new EngineFailure(164, 'READONLY', 'Cannot execute query in readonly mode: use POST to change something.')
      const lane = kind === 'read' ? readers : kind === 'kill' ? killer : writer
      const bound = bindParams(statement.sql, statement.masked, params)
      // Whoever waits may leave; but a change that has begun is carried through.
      const result = await lane.run(async (seat) => {
        if (kind === 'read') refuseWhenClosing()
        return seat.query(bound, defaultFormat, circumstances, kind === 'read' ? signal : undefined)
      }, signal)
      return { ...result, format }
    },
    async insert(head, rows, { database, settings }) {
      refuseWhenClosing()
      return writer.run((seat) => seat.insert(head, rows, { database, settings: new Map([...settings, ...ONE_BLOCK]) }))
    },
    async close() {
      isClosing = true
      const killReads = () => runKill(`startsWith(query, ${quoteText(READ_TAG)})`)
      const insisting = setInterval(() => void killReads(), KILL_AGAIN_MS)
      await Promise.all([killReads(), writer.whenIdle(), readers.whenIdle()])
      clearInterval(insisting)
      await killer.whenIdle()
      for (const seat of seats.reverse()) seat.close()
      await drainPending()
    },
  }
}
