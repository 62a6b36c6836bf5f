import { setImmediate as breathe } from 'node:timers/promises'
import type { Log } from '../base/log.ts'
import type { RawLogRecord, RawSpan } from '../model/raw-span.ts'
import { isPayloadKey, measureCompleteness, placeSpan, readSpan, spanOfLog } from '../normalize/normalize.ts'
import {
  closeLogRow,
  closeSpanRow,
  factAt,
  spanRowWriter,
  writeLogRow,
  type OpenLogRow,
  type OpenSpanRow,
  type Store,
} from '../store/store.ts'
import { createConveyor } from './conveyor.ts'
import type { Lane } from './lane.ts'
import type { Roller } from './roller.ts'

/** One belt for spans and one for logs; both write through the same lane, numbered by the same sequence. */
export type Belts = {
  putSpans(projectId: string, spans: readonly RawSpan[]): Promise<void>
  putLogs(projectId: string, logs: readonly RawLogRecord[]): Promise<void>
  /** Writes everything that is waiting. For callers that hold the lane. */
  commitAll(): Promise<void>
  isEmpty(): boolean
  /** Resolves when all that was put before is written or refused. */
  settled(): Promise<void>
  stats(): { spansWritten: number; logsWritten: number; batchesWritten: number; rowsRefused: number }
}

export type BeltsDeps = {
  readonly store: Pick<Store, 'writes' | 'control'>
  readonly log: Log
  readonly lane: Lane
  readonly roller: Pick<Roller, 'touch'>
  nextBatchSeq(): bigint
  onBreak(error: unknown): void
}

/** Requests are read in pieces, so that a large one does not keep others waiting. */
const READ_AT_ONCE = 200

export function openBelts({ store, log, lane, roller, nextBatchSeq, onBreak }: BeltsDeps): Belts {
  const writeSpanRow = spanRowWriter(isPayloadKey)
  const spans = createConveyor<OpenSpanRow>({
    lane,
    log,
    nextBatchSeq,
    onBreak,
    write: (rows, batchSeq) => store.writes.insertSpans(rows.map((row) => closeSpanRow(row, batchSeq))),
    onWritten: (rows, batchSeq) =>
      roller.touch(
        rows.map((row) => factAt(row, batchSeq)),
        batchSeq,
      ),
  })
  const logs = createConveyor<OpenLogRow>({
    lane,
    log,
    nextBatchSeq,
    onBreak,
    write: (rows, batchSeq) => store.writes.insertLogs(rows.map((row) => closeLogRow(row, batchSeq))),
    onWritten: () => undefined,
  })
  const putting = new Set<Promise<void>>()
  function putSpans(projectId: string, raws: readonly RawSpan[], receivedMs: number): Promise<void> {
    const put = readAndPut(projectId, raws, receivedMs).finally(() => putting.delete(put))
    putting.add(put)
    return put
  }
  async function readAndPut(projectId: string, raws: readonly RawSpan[], receivedMs: number): Promise<void> {
    if (raws.length === 0) return
    const settings = await store.control.projects.settingsOf(projectId)
    const readRow = (sent: RawSpan) => {
      const raw = placeSpan(sent)
      return writeSpanRow({ projectId, raw, reading: readSpan(raw, settings), completeness: measureCompleteness(raw), receivedMs })
    }
    await spans.put(await readInPieces(raws, readRow))
  }
  return {
    putSpans: (projectId, raws) => putSpans(projectId, raws, Date.now()),
    /** What records say of traces goes the way of all spans; a record is acknowledged when both are on disk. */
    async putLogs(projectId, records) {
      const receivedMs = Date.now()
      const rows = await readInPieces(records, (record) => writeLogRow(projectId, record, receivedMs))
      const told = (await readInPieces(records, spanOfLog)).filter((raw) => raw !== undefined)
      const written = [logs.put(rows), putSpans(projectId, told, receivedMs)]
      for (const outcome of await Promise.allSettled(written)) if (outcome.status === 'rejected') throw outcome.reason
    },
    async commitAll() {
      await spans.commitAll()
      await logs.commitAll()
    },
    settled: async () => void (await Promise.allSettled(putting)),
    isEmpty: () => spans.isEmpty() && logs.isEmpty(),
    stats: () => ({
      spansWritten: spans.stats().rowsWritten,
      logsWritten: logs.stats().rowsWritten,
      batchesWritten: spans.stats().batchesWritten + logs.stats().batchesWritten,
      rowsRefused: spans.stats().rowsRefused + logs.stats().rowsRefused,
    }),
  }
}

async function readInPieces<Raw, Row>(raws: readonly Raw[], read: (raw: Raw) => Row): Promise<Row[]> {
  const rows: Row[] = []
  for (const raw of raws) {
    if (rows.length > 0 && rows.length % READ_AT_ONCE === 0) await breathe()
    rows.push(read(raw))
  }
  return rows
}
