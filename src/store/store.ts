// The cellar's clerk: things in, rows on disk; rows back, things out. ClickHouse SQL over HTTP, the same for the embedded engine and a
// server.
// In: rows and things to write, questions of `reads/`, control-plane changes.
// Out: things, in our own words; 64-bit numbers exact; failures as AppError `unavailable` when waiting helps.
// Promises: an insert that resolved is on disk; every statement is whole or not there; raw attributes come back without loss.
// Never: interprets attributes, folds, keeps state, or writes two things at once by itself: the conveyor is the one writer of this process.
import { randomUUID } from 'node:crypto'
import { createChanges, type Changes } from './changes.ts'
import { connect, DEFAULT_DATABASE, type ConnectOptions } from './connect.ts'
import { createControl, type Control } from './control.ts'
import { createErase, type Erase } from './erase.ts'
import { createFoldReads, type FoldReads } from './fold-reads.ts'
import { createDatabase, migrate } from './migrate.ts'
import { createReads, type Reads } from './reads/reads.ts'
import { createRepair, type Repair } from './repair.ts'
import { createReread, type Reread } from './reread.ts'
import { createWrites, type Writes } from './writes.ts'

export { closeLogRow, writeLogRow, type OpenLogRow } from './log-row.ts'
export { closeSpanRow, factAt, spanRowWriter, type OpenRow, type OpenSpanRow, type SpanRowWriter } from './span-row.ts'
export { isBadRow } from './store-failure.ts'
export { DEFAULT_PROJECT_ID } from './projects.ts'
export type { ApiKeyRecord } from './api-keys.ts'
export type { Control } from './control.ts'
export type { ProjectRecord } from './projects.ts'
export type { ViewRecord } from './views.ts'
export { keyInSession } from './reads/reads.ts'
export type {
  BestSaying,
  SayingTurn,
  SoughtTexts,
  TurnPosition,
  CheckedTrace,
  Edges,
  FacetRange,
  ListedTrace,
  LossShare,
  ModelRow,
  Reads,
  ScopeShare,
  SeriesRow,
  SessionSort,
  Tally,
  TracePreview,
  TraceSort,
  UserSort,
  UserTotals,
} from './reads/reads.ts'
export type { SessionChange } from './writes.ts'
export type { Change, Changes } from './changes.ts'
export type { Erasure } from './erase.ts'
export type { BatchRange } from './repair.ts'
export { endOfBatch, type RereadRun, type SpanPlace, type StoredSpan } from './reread.ts'

export type Store = {
  readonly writes: Writes
  readonly foldReads: FoldReads
  readonly repair: Repair
  readonly reread: Reread
  readonly erase: Erase
  readonly reads: Reads
  readonly changes: Changes
  readonly control: Control
  /** True when the engine answers. */
  ping(): Promise<boolean>
  close(): Promise<void>
}

/** Connects, creates what is missing, and brings the tables up to date. */
export async function openStore(options: ConnectOptions): Promise<Store> {
  const anyDatabase = connect({ ...options, database: 'default' })
  await createDatabase(anyDatabase, options.database ?? DEFAULT_DATABASE).finally(() => anyDatabase.close())
  const connection = connect(options)
  await migrate(connection)
  const writer = randomUUID()
  return {
    writes: createWrites(connection, writer),
    foldReads: createFoldReads(connection),
    repair: createRepair(connection, writer),
    reread: createReread(connection),
    erase: createErase(connection, writer),
    reads: createReads(connection),
    changes: createChanges(connection, writer),
    control: createControl(connection),
    ping: () => connection.ping(),
    close: () => connection.close(),
  }
}
