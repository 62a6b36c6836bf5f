import { createHash } from 'node:crypto'
import type { SpanRow } from '../../api/contract/span.ts'
import type { Reads } from '../../store/store.ts'
import { assembleSpanRows } from '../assemble-spans.ts'

/** Tells of one trace which rows of spans are not as they were the last time. */
export type SpanWatch = {
  readonly traceId: string
  /** The new and the changed; absent when some are gone. */
  changed(): Promise<readonly SpanRow[] | undefined>
}

/** Keeps a digest of each row: what a span costs or how it ended may change when another one comes. */
export function createSpanWatch(reads: Reads, projectId: string, traceId: string): SpanWatch {
  let known = new Map<string, string>()
  return {
    traceId,
    async changed() {
      const { items } = assembleSpanRows(await reads.outlineOfTrace(projectId, traceId))
      const now = new Map(items.map((row) => [row.id, digest(row)]))
      const changed = items.filter(({ id }) => known.get(id) !== now.get(id))
      const isAnyGone = [...known.keys()].some((id) => !now.has(id))
      known = now
      return isAnyGone ? undefined : changed
    },
  }
}

function digest(row: SpanRow): string {
  return createHash('md5').update(JSON.stringify(row)).digest('base64')
}
