import { useRef } from 'react'
import type { Selection } from './use-selection.ts'

/** What the rows on screen do with a selection: one at a time, a range from the one before, or all of them. */
export function useRowSelecting<Row extends { readonly id: string }>(selection: Selection<Row> | undefined, rows: readonly Row[]) {
  const anchorId = useRef<string>(undefined)
  if (selection === undefined) return undefined
  const chosen = rows.filter(({ id }) => selection.has(id)).length

  function select(index: number, isRange: boolean) {
    const row = rows[index]
    if (row === undefined || selection === undefined) return
    const from = isRange ? rows.findIndex(({ id }) => id === anchorId.current) : -1
    if (from < 0) selection.toggle(row)
    else selection.add(rows.slice(Math.min(from, index), Math.max(from, index) + 1))
    anchorId.current = row.id
  }

  return {
    select,
    isSelecting: selection.rows.length > 0,
    ofAll: chosen === 0 ? false : chosen === rows.length ? true : ('mixed' as const),
    flipAll: () => (chosen === rows.length ? selection.drop(rows.map(({ id }) => id)) : selection.add(rows)),
  }
}
