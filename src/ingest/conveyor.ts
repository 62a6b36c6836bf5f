import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { isBadRow, type OpenRow } from '../store/store.ts'
import type { Lane } from './lane.ts'

/** Group commit: what arrives while a batch is being written goes into the next one. */
export type Conveyor<Row extends OpenRow> = {
  /** Resolves when all rows are on disk, or were refused one by one and logged; rejects when none is promised to be. */
  put(rows: readonly Row[]): Promise<void>
  /** Writes everything that is waiting. For callers that hold the lane. */
  commitAll(): Promise<void>
  isEmpty(): boolean
  stats(): ConveyorStats
}

export type ConveyorStats = { readonly rowsWritten: number; readonly batchesWritten: number; readonly rowsRefused: number }

export type ConveyorDeps<Row extends OpenRow> = {
  readonly lane: Lane
  readonly log: Log
  nextBatchSeq(): bigint
  /** Each call is one insert. */
  write(rows: readonly Row[], batchSeq: bigint): Promise<void>
  onWritten(rows: readonly Row[], batchSeq: bigint): void
  /** An insert failed, and it is not known what of it is on disk. */
  onBreak(error: unknown): void
}

type Parcel<Row> = { readonly rows: readonly Row[]; resolve(): void; reject(error: unknown): void }

const BATCH_ROWS = 5_000
const BATCH_BYTES = 16 << 20

export function createConveyor<Row extends OpenRow>(deps: ConveyorDeps<Row>): Conveyor<Row> {
  let parcels: Parcel<Row>[] = []
  let isPumping = false
  const stats = { rowsWritten: 0, batchesWritten: 0, rowsRefused: 0 }

  /** Returns the rows the engine cannot read. An insert with such a row writes nothing, so halves are tried until it stands alone. */
  async function writeReadable(rows: readonly Row[], batchSeq: bigint): Promise<readonly Row[]> {
    try {
      await deps.write(rows, batchSeq)
      stats.batchesWritten += 1
      return []
    } catch (error) {
      if (!isBadRow(error)) throw error
      if (rows.length === 1) {
        deps.log.error({ error, bytes: rows[0]?.sizeBytes }, 'The engine refuses a row; it is dropped.')
        return rows
      }
      const middle = rows.length >> 1
      const refused = await writeReadable(rows.slice(0, middle), batchSeq)
      return [...refused, ...(await writeReadable(rows.slice(middle), batchSeq))]
    }
  }

  async function commit(): Promise<void> {
    const batch = takeParcels(parcels)
    parcels = parcels.slice(batch.length)
    const refused = new Set<Row>()
    try {
      for (const rows of inInserts(winners(batch.flatMap((parcel) => parcel.rows)))) {
        // A number of its own for each insert: progress may be written between two of them.
        const batchSeq = deps.nextBatchSeq()
        for (const row of await writeReadable(rows, batchSeq)) refused.add(row)
        const written = refused.size === 0 ? rows : rows.filter((row) => !refused.has(row))
        stats.rowsWritten += written.length
        deps.onWritten(written, batchSeq)
      }
    } catch (error) {
      for (const parcel of [...batch, ...parcels]) parcel.reject(error)
      parcels = []
      deps.onBreak(error)
      return
    }
    stats.rowsRefused += refused.size
    for (const parcel of batch) {
      if (parcel.rows.every((row) => refused.has(row))) parcel.reject(refusal())
      else parcel.resolve()
    }
  }

  async function pump(): Promise<void> {
    isPumping = true
    while (parcels.length > 0) await deps.lane(commit)
    isPumping = false
  }

  return {
    put(rows) {
      if (rows.length === 0) return Promise.resolve()
      return new Promise((resolve, reject) => {
        parcels.push({ rows, resolve, reject })
        if (!isPumping) void pump()
      })
    },
    async commitAll() {
      while (parcels.length > 0) await commit()
    },
    isEmpty: () => parcels.length === 0 && !isPumping,
    stats: () => ({ ...stats }),
  }
}

/** Whole parcels as far as they fit into one insert, at least one. */
function takeParcels<Row extends OpenRow>(parcels: readonly Parcel<Row>[]): readonly Parcel<Row>[] {
  let rows = 0
  let bytes = 0
  const end = parcels.findIndex((parcel, index) => {
    rows += parcel.rows.length
    for (const row of parcel.rows) bytes += row.sizeBytes
    return index > 0 && (rows > BATCH_ROWS || bytes > BATCH_BYTES)
  })
  return end === -1 ? parcels : parcels.slice(0, end)
}

/** Of several versions of one thing in one batch the most complete one, of equals the last: their numbers could not tell them apart. */
function winners<Row extends OpenRow>(rows: readonly Row[]): readonly Row[] {
  const best = new Map<string, Row>()
  for (const row of rows) {
    const other = best.get(row.identity)
    if (!other || row.completeness >= other.completeness) best.set(row.identity, row)
  }
  return best.size === rows.length ? rows : [...best.values()]
}

function* inInserts<Row extends OpenRow>(rows: readonly Row[]): Generator<readonly Row[]> {
  let insert: Row[] = []
  let bytes = 0
  for (const row of rows) {
    if (insert.length === BATCH_ROWS || (insert.length > 0 && bytes + row.sizeBytes > BATCH_BYTES)) {
      yield insert
      insert = []
      bytes = 0
    }
    insert.push(row)
    bytes += row.sizeBytes
  }
  if (insert.length > 0) yield insert
}

function refusal(): AppError {
  return new AppError('bad_input', 'span_refused', 'The store cannot keep any of these records.')
}
