import { readCursor, writeCursor } from '../cursor.ts'

/** The turn that a page begins with, and how many of its hits earlier pages have given. */
export type FindPlace = { readonly traceId: string; readonly startUnixNano: bigint; readonly given: number }

export function writeFindCursor({ text, traceId, startUnixNano, given }: FindPlace & { readonly text: string }): string {
  return writeCursor({ sort: sortOf(text), after: { id: traceId, value: `${startUnixNano} ${given}` }, asOfMs: 0 })
}

/** Of a search for something else it is refused. */
export function readFindCursor(cursor: string, text: string): FindPlace {
  const { after } = readCursor(cursor, sortOf(text), true)
  const [, start = '0', given = '0'] = /^(\d{1,20}) (\d{1,9})$/.exec(String(after.value)) ?? []
  return { traceId: after.id, startUnixNano: BigInt(start), given: Number(given) }
}

function sortOf(text: string): string {
  return `find ${text}`
}
