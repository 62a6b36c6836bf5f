import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { drainPending } from 'chdb'
import { bindParams } from './bind-params.ts'
import { EngineFailure } from './failure.ts'
import type { InsertHead } from './insert-head.ts'
import { createLane, type Lane } from './lane.ts'
import { ONE_BLOCK, READER, SERVER_CONFIG, WRITER } from './limits.ts'
import { KILL_AGAIN_MS, openSeat, rowsFileOf, type Circumstances, type Result, type Seat } from './seat.ts'
import type { Settings } from './settings.ts'
import { quoteText } from './sql-text.ts'
import { formatOf, kindOf, readStatement } from './statement.ts'

const READERS = 4
const READ_TAG = '/*read'
const OTHER_TAG = '/*other'
const MAX_WAITING = 256

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
  rmSync(rowsFileOf(path), { force: true })
  const connectionArgs = [`--config-file=${configPath}`]
  const killer = openKiller(openSeat({ path, base: READER, connectionArgs, tagPrefix: OTHER_TAG, kill: () => undefined }))
  const sit = (base: Settings, tagPrefix: string) =>
    openSeat({ path, base, connectionArgs, tagPrefix, kill: (tag) => void killer.end(tag) })
  const writingSeat = sit(WRITER, OTHER_TAG)
  const readingSeats = Array.from({ length: READERS }, () => sit(READER, READ_TAG))
  const writer = createLane([writingSeat], MAX_WAITING)
  const readers = createLane(readingSeats, MAX_WAITING)
  const lanes = { read: readers, write: writer, kill: killer.lane }
  let isClosing = false
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
      if (isReadOnly && kind !== 'read') throw new EngineFailure(164, 'READONLY', 'Cannot execute query in readonly mode.')
      const bound = bindParams(statement.sql, statement.masked, params)
      // Whoever waits may leave; but a change that has begun is carried through.
      const result = await lanes[kind].run(async (seat) => {
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
      const insisting = setInterval(() => void killer.end(READ_TAG), KILL_AGAIN_MS)
      await Promise.all([killer.end(READ_TAG), writer.whenIdle(), readers.whenIdle()])
      clearInterval(insisting)
      await killer.close()
      for (const seat of [...readingSeats, writingSeat]) seat.close()
      await drainPending()
    },
  }
}

type Killer = {
  readonly lane: Lane<Seat>
  /** Ends every running query that begins with this text. */
  end(beginning: string): Promise<void>
  close(): Promise<void>
}

/** A seat apart, free when all others are busy. */
function openKiller(seat: Seat): Killer {
  const lane = createLane([seat], MAX_WAITING)
  const nowhere: Circumstances = { database: 'default', settings: new Map() }
  return {
    lane,
    async end(beginning) {
      const sql = `KILL QUERY WHERE startsWith(query, ${quoteText(beginning)}) ASYNC`
      // What has ended by itself meanwhile needs no ending.
      await lane.run((seat) => seat.query(sql, 'Null', nowhere)).catch(() => undefined)
    },
    async close() {
      await lane.whenIdle()
      seat.close()
    },
  }
}
