import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { Session, type RawInsertFormat } from 'chdb'
import { readFailure } from './failure.ts'
import type { InsertHead } from './insert-head.ts'
import { writeReset, writeSet, type Settings } from './settings.ts'
import { quoteIdentifier, quoteText } from './sql-text.ts'

export type Circumstances = { readonly database: string; readonly settings: Settings }
export type Result = { readonly bytes: Uint8Array; readonly rowsRead: number; readonly bytesRead: number; readonly rowsWritten: number }

/**
 * One chDB session. It carries out one statement at a time (whoever uses it sees to that) and forgets that statement's settings
 * before the next; a session that cannot forget is thrown away.
 */
export type Seat = {
  query(sql: string, format: string, circumstances: Circumstances, signal?: AbortSignal): Promise<Result>
  insert(head: InsertHead, rows: Uint8Array, circumstances: Circumstances): Promise<Result>
  close(): void
}

/** Holds the binary rows of the insert that runs; what a crash leaves here is of no use. */
export function rowsFileOf(path: string): string {
  return `${path}.rows`
}

export type SeatOptions = {
  readonly path: string
  /** What every statement of this seat begins with. */
  readonly base: Settings
  readonly connectionArgs: readonly string[]
  /** Begins the comment that every statement of this seat carries. */
  readonly tagPrefix: string
  /** Ends the statement that begins with this comment, if it runs by now; chDB itself hears of no abort. */
  readonly kill: (tag: string) => void
}

export function openSeat({ path, base, connectionArgs, tagPrefix, kill }: SeatOptions): Seat {
  const connect = (): Session => {
    const session = new Session(path, { connectionArgs })
    session.query(writeSet(base))
    return session
  }
  let session = connect()
  let database = 'default'

  const renew = () => {
    session.close()
    session = connect()
    database = 'default'
  }
  const prepare = async (circumstances: Circumstances) => {
    if (circumstances.database !== database) {
      await session.queryAsync(`USE ${quoteIdentifier(circumstances.database)}`)
      database = circumstances.database
    }
    if (circumstances.settings.size > 0) await session.queryAsync(writeSet(circumstances.settings))
  }
  const forget = async ({ settings }: Circumstances) => {
    if (settings.size > 0) await session.queryAsync(writeReset(settings, base)).catch(renew)
  }
  const carryOut = async <T>(circumstances: Circumstances, work: () => Promise<T>): Promise<T> => {
    try {
      await prepare(circumstances)
      return await work()
    } catch (error) {
      throw readFailure(error)
    } finally {
      await forget(circumstances)
    }
  }
  /** A statement carries text only. The file is gone again before its bytes are due on the disk. */
  const insertFromFile = async ({ table, columns, format }: InsertHead, rows: Uint8Array): Promise<Result> => {
    const file = rowsFileOf(path)
    try {
      await writeFile(file, rows, { mode: 0o600 })
      const into = [table.split('.').map(quoteIdentifier).join('.'), ...(columns ? [`(${columns.map(quoteIdentifier).join(', ')})`] : [])]
      const done = await session.queryAsync(`INSERT INTO ${into.join(' ')} FROM INFILE ${quoteText(file)} FORMAT ${format}`)
      return { bytes: new Uint8Array(0), rowsRead: 0, bytesRead: rows.byteLength, rowsWritten: done.rowsRead }
    } finally {
      await rm(file, { force: true })
    }
  }
  return {
    query: (sql, format, circumstances, signal) =>
      carryOut(circumstances, async () => {
        const tag = `${tagPrefix} ${randomUUID()}*/`
        const result = await killOnAbort(
          signal,
          () => kill(tag),
          () => session.queryAsync(`${tag} ${sql}`, { format }),
        )
        return { bytes: result.bytes(), rowsRead: result.rowsRead, bytesRead: result.bytesRead, rowsWritten: 0 }
      }),
    insert: (head, rows, circumstances) =>
      carryOut(circumstances, async () => {
        const { table, columns } = head
        if (head.format === 'RowBinary') return insertFromFile(head, rows)
        const summary = await session.insert({ table, columns, values: rows, format: head.format as RawInsertFormat })
        return { bytes: new Uint8Array(0), rowsRead: 0, bytesRead: summary.bytesSent, rowsWritten: summary.rowsWritten }
      }),
    close: () => session.close(),
  }
}

/** A statement that is killed in the moment it begins is not there to be killed yet. */
export const KILL_AGAIN_MS = 200

async function killOnAbort<T>(signal: AbortSignal | undefined, kill: () => void, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted()
  let insisting: NodeJS.Timeout | undefined
  const onAbort = () => {
    kill()
    insisting = setInterval(kill, KILL_AGAIN_MS)
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await work()
  } finally {
    clearInterval(insisting)
    signal?.removeEventListener('abort', onAbort)
  }
}
