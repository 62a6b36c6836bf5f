import { isDeepStrictEqual } from 'node:util'
import type { ProjectSettings } from '../model/project-settings.ts'
import { isPayloadKey, measureCompleteness, placeSpan, readSpan } from '../normalize/normalize.ts'
import {
  closeSpanRow,
  factAt,
  spanRowWriter,
  type OpenSpanRow,
  type SpanPlace,
  type SpanRowWriter,
  type Store,
  type StoredSpan,
} from '../store/store.ts'
import type { Roller } from './roller.ts'

export type Chunk = {
  readonly readSpans: number
  readonly changedSpans: number
  /** The traces of its spans; also those all of whose spans are read as before. */
  readonly traceIds: readonly string[]
  /** Its last span; absent when there was none. */
  readonly last: SpanPlace | undefined
}

export type ChunkDeps = {
  readonly store: Pick<Store, 'reread' | 'writes'>
  readonly roller: Pick<Roller, 'touch'>
  nextBatchSeq(): bigint
  onBreak(error: unknown): void
}

export type ReadChunk = (projectId: string, settings: ProjectSettings, after: SpanPlace, target: bigint) => Promise<Chunk>

const SPANS_PER_CHUNK = 1_000
const INSERT_BYTES = 16 << 20

/**
 * Reads some stored spans again and writes those anew that are read differently now, as versions that win over the stored ones and lose
 * to any more complete one. For callers that hold back every other write of spans: else a version that comes meanwhile could lose.
 */
export function createReadChunk({ store, roller, nextBatchSeq, onBreak }: ChunkDeps): ReadChunk {
  const writeRow = spanRowWriter(isPayloadKey)

  async function write(rows: readonly OpenSpanRow[]): Promise<void> {
    const batchSeq = nextBatchSeq()
    try {
      await store.writes.insertSpans(rows.map((row) => closeSpanRow(row, batchSeq)))
    } catch (error) {
      onBreak(error)
      throw error
    }
    roller.touch(
      rows.map((row) => factAt(row, batchSeq)),
      batchSeq,
    )
  }

  return async (projectId, settings, after, target) => {
    const versions = await store.reread.versionsAfter(projectId, after, target, SPANS_PER_CHUNK)
    let rows: OpenSpanRow[] = []
    let bytes = 0
    let changedSpans = 0
    for await (const stored of versions.length === 0 ? [] : store.reread.inForce(projectId, versions)) {
      const changed = readAgain(stored, settings, writeRow)
      if (changed.length === 0) continue
      changedSpans += 1
      rows.push(...changed)
      for (const row of changed) bytes += row.sizeBytes
      if (bytes < INSERT_BYTES) continue
      await write(rows)
      rows = []
      bytes = 0
    }
    // Also without rows: folding anew uses up a number, see `folding.ts`.
    await write(rows)
    return {
      readSpans: versions.length,
      changedSpans,
      traceIds: [...new Set(versions.map(({ traceId }) => traceId))],
      last: versions.at(-1),
    }
  }
}

/** Nothing when it is read as before. */
function readAgain(
  { raw, fact, searchText, metadata, receivedMs }: StoredSpan,
  settings: ProjectSettings,
  writeRow: SpanRowWriter,
): OpenSpanRow[] {
  const { projectId, batchSeq: _, rank, ...before } = fact
  const row = (placed: typeof raw, completeness: number) => {
    const reading = readSpan(placed, settings)
    const { searchText, metadata } = reading
    return { ...writeRow({ projectId, raw: placed, reading, completeness, receivedMs }), searchText, metadata }
  }
  const completeness = Number(rank >> 48n)
  const placed = raw.origin === undefined ? placeSpan(raw) : raw
  if (placed.spanId !== raw.spanId) {
    // It was stored under an id of its own and is a version of another span: there it takes its place, here it stays as a note.
    return [row(placed, measureCompleteness(placed)), row({ ...raw, origin: 'note' }, completeness)]
  }
  const again = row(placed, completeness)
  const isSame =
    again.searchText === searchText &&
    isDeepStrictEqual([...again.metadata], [...metadata]) &&
    isDeepStrictEqual(again.fact, { projectId, ...before })
  return isSame ? [] : [again]
}
