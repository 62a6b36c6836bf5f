import { mkdirSync } from 'node:fs'
import { drainPending } from 'chdb'
import { bindParams } from './bind-params.ts'
import type { InsertHead } from './insert-head.ts'
import { createLane } from './lane.ts'
import { openSeat, type Circumstances, type Result, type Seat } from './seat.ts'
import { quoteText } from './sql-text.ts'
import { formatOf, kindOf, readStatement } from './statement.ts'

const READERS = 4
const MAX_WAITING_READS = 256
const MAX_WAITING_WRITES = 256

const COMMON: readonly (readonly [string, string])[] = [
  ['output_format_json_quote_64bit_integers', '1'],
  // Parameters are written into the text, so the text may be long.
  ['max_query_size', '134217728'],
]
/** `readonly` comes last: after it the others could not be lifted by a statement's own SETTINGS past what mode 2 allows. */
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
  // A batch is one block, so that it is there as a whole or not at all.
  ['max_insert_block_size', '10000000'],
  ['min_insert_block_size_rows', '10000000'],
  ['min_insert_block_size_bytes', '2000000000'],
])

export type Request = {
  readonly sql: string
  readonly params: ReadonlyMap<string, string>
  /** The format of the answer when the text names none. */
  readonly defaultFormat: string
  readonly circumstances: Circumstances
  readonly signal?: AbortSignal
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
  const seats: Seat[] = []
  const sit = (base: ReadonlyMap<string, string>) => {
    const seat = openSeat({ path, base, kill })
    seats.push(seat)
    return seat
  }
  const nowhere: Circumstances = { database: 'default', settings: new Map() }
  const runKill = (where: string) =>
    killer.run((seat) => seat.query(`KILL QUERY WHERE ${where} ASYNC`, 'Null', nowhere)).then(
      () => undefined,
      () => undefined,
    )
  function kill(tag: string): void {
    void runKill(`startsWith(query, ${quoteText(tag)})`)
  }
  const writer = createLane([sit(WRITER)], MAX_WAITING_WRITES)
  const killer = createLane([sit(READER)], MAX_WAITING_READS)
  const readers = createLane(Array.from({ length: READERS }, () => sit(READER)), MAX_WAITING_READS)

  return {
    async answer({ sql, params, defaultFormat, circumstances, signal }) {
      const statement = readStatement(sql)
      const kind = kindOf(statement.masked)
      const format = formatOf(statement.masked) ?? defaultFormat
      // Every statement stands alone, as over HTTP without a session: there is nothing to set.
      if (kind === 'set') return { bytes: new Uint8Array(0), rowsRead: 0, bytesRead: 0, rowsWritten: 0, format }
      const lane = kind === 'read' ? readers : kind === 'kill' ? killer : writer
      const bound = bindParams(statement.sql, statement.masked, params)
      const result = await lane.run((seat) => seat.query(bound, defaultFormat, circumstances, signal), signal)
      return { ...result, format }
    },
    insert: (head, rows, circumstances) => writer.run((seat) => seat.insert(head, rows, circumstances)),
    async close() {
      await runKill("query NOT LIKE 'KILL%' AND query NOT ILIKE '%INSERT%'")
      await Promise.all([writer.whenIdle(), readers.whenIdle(), killer.whenIdle()])
      for (const seat of seats.reverse()) seat.close()
      await drainPending()
    },
  }
}
