import { ClickHouseError } from '@clickhouse/client'
import { describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import type { OpenRow } from '../store/store.ts'
import { createConveyor, type ConveyorDeps } from './conveyor.ts'
import { createLane } from './lane.ts'

type TextRow = OpenRow & { readonly text: string }
const row = (identity: string, completeness = 0): TextRow => ({ identity, completeness, sizeBytes: 1, text: identity })
const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
const badRow = () => new ClickHouseError({ message: 'Cannot parse', code: '27', type: 'CANNOT_PARSE_INPUT_ASSERTION_FAILED' })

/** A conveyor whose inserts are kept in a list, and fail as told. */
function conveyorOf(write: (rows: readonly TextRow[]) => Promise<void> = () => Promise.resolve()) {
  const inserts: string[][] = []
  const breaks: unknown[] = []
  let seq = 0n
  const deps: ConveyorDeps<TextRow> = {
    lane: createLane(),
    log,
    nextBatchSeq: () => (seq += 1n),
    async write(rows) {
      await write(rows)
      inserts.push(rows.map((one) => one.text))
    },
    onWritten: () => undefined,
    onBreak: (error) => breaks.push(error),
  }
  return { conveyor: createConveyor(deps), inserts, breaks }
}

describe('the conveyor', () => {
  it('writes what arrives during an insert as one batch', async () => {
    const { conveyor, inserts } = conveyorOf()
    await Promise.all(['a', 'b', 'c'].map((id) => conveyor.put([row(id)])))
    expect(inserts.flat()).toEqual(['a', 'b', 'c'])
    expect(inserts.length).toBeLessThan(3)
  })

  it('keeps of several versions in one batch the most complete, of equals the last', async () => {
    const written: OpenRow[] = []
    const { conveyor } = conveyorOf((rows) => Promise.resolve(void written.push(...rows)))
    const last = row('a', 2)
    await conveyor.put([row('a', 1), row('a', 2), last, row('a', 0)])
    expect(written).toHaveLength(1)
    expect(written[0]).toBe(last)
  })

  it('drops only the row that the engine cannot read', async () => {
    const { conveyor, inserts, breaks } = conveyorOf((rows) => {
      return rows.some((one) => one.identity === 'poison') ? Promise.reject(badRow()) : Promise.resolve()
    })
    const ids = Array.from({ length: 50 }, (_, index) => `row ${index}`)
    await conveyor.put([...ids.slice(0, 17), 'poison', ...ids.slice(17)].map((id) => row(id)))
    expect(inserts.flat()).toEqual(ids)
    expect(conveyor.stats().rowsRefused).toBe(1)
    expect(breaks).toEqual([])
  })

  it('tells the sender when none of its rows can be kept, and nobody else', async () => {
    const { conveyor } = conveyorOf((rows) =>
      rows.some((one) => one.identity === 'poison') ? Promise.reject(badRow()) : Promise.resolve(),
    )
    const results = await Promise.allSettled([conveyor.put([row('a')]), conveyor.put([row('poison')]), conveyor.put([row('b')])])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { kind: 'bad_input' } })
  })

  it('rejects everything that waits when the engine is gone, and says so once', async () => {
    const gone = new AppError('unavailable', 'store_unavailable', 'gone', { retryAfterSeconds: 1 })
    const { conveyor, breaks } = conveyorOf(() => Promise.reject(gone))
    const results = await Promise.allSettled(['a', 'b', 'c'].map((id) => conveyor.put([row(id)])))
    expect(results.every((result) => result.status === 'rejected' && result.reason === gone)).toBe(true)
    expect(breaks).toEqual([gone])
    await expect(conveyor.put([row('later')])).rejects.toBe(gone)
  })

  it('splits what is too large for one insert', async () => {
    const { conveyor, inserts } = conveyorOf()
    await conveyor.put(Array.from({ length: 12_001 }, (_, index) => row(String(index))))
    expect(inserts.map((rows) => rows.length)).toEqual([5_000, 5_000, 2_001])
  })
})
