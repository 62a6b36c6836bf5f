import { openValueMenuOf } from '../filter/value-menu.tsx'
import { useKeys } from '../keys/keys.ts'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import type { Column } from './column.ts'
import { nextSort } from './column.ts'

type GridKeys<Row> = {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  active: number
  moveTo: (index: number) => void
  pageSize: number
  sort: string
  defaultSort: string
  onSort: (sort: string) => void
  onOpen: (row: Row, inNewTab: boolean) => void
  onPeek?: (row: Row) => void
  /** Chooses a row, or all from the one chosen before up to it. */
  onSelect?: (index: number, isRange: boolean) => void
  peekedId?: string
}

/** The keys of every list of rows. */
export function useGridKeys<Row>(grid: GridKeys<Row>): void {
  const { rows, active, moveTo, pageSize, onOpen, onPeek, onSelect } = grid
  const row = rows[active]

  /** The first press from elsewhere only comes back to the row that was left. */
  function step(by: number) {
    if (isInGrid()) goTo(active + by)
    else goTo(active)
  }

  function goTo(to: number) {
    moveTo(to)
    const next = rows[Math.max(0, Math.min(to, rows.length - 1))]
    // An open peek follows the row.
    if (onPeek && grid.peekedId !== undefined && next && grid.rowId(next) !== grid.peekedId) onPeek(next)
  }

  async function copyId() {
    if (row && (await copyText(grid.rowId(row)))) toast('Id copied')
  }

  function cycleSort() {
    const named = document.activeElement?.getAttribute('data-sort')
    const sortable = grid.columns.filter((column) => column.sort)
    const at = sortable.findIndex((column) => column.sort === grid.sort.replace(/^-/, ''))
    const column = sortable.find((one) => one.sort === named) ?? sortable[(at + 1) % sortable.length]
    if (column) grid.onSort(nextSort(grid.sort, column, grid.defaultSort))
  }

  useKeys('Rows', [
    { keys: 'j|ArrowDown', label: 'Next row', run: () => step(1) },
    { keys: 'k|ArrowUp', label: 'Previous row', run: () => (active === 0 && isInGrid() ? focusHeader() : step(-1)) },
    { keys: 'PageDown', label: 'A page down', run: () => goTo(active + pageSize) },
    { keys: 'PageUp', label: 'A page up', run: () => goTo(active - pageSize) },
    { keys: 'Home', label: 'First row', run: () => goTo(0) },
    { keys: 'End', label: 'Last loaded row', run: () => goTo(rows.length - 1) },
    { keys: 'Enter', label: 'Open', run: () => row && onOpen(row, false) },
    { keys: 'o', label: 'Open in a new tab', run: () => row && onOpen(row, true) },
    { keys: 'f', label: 'Filter by a value of the row', run: filterByRow },
    { keys: 'c', label: 'Copy id', run: () => void copyId() },
    { keys: 's', label: 'Sort by the focused or the next column', run: cycleSort },
    ...(onPeek ? [{ keys: 'Space', label: 'Peek', run: () => row && onPeek(row) }] : []),
    ...(onSelect
      ? [
          { keys: 'x', label: 'Select', run: () => row && onSelect(active, false) },
          { keys: 'shift+x', label: 'Select all from the last one up to here', run: () => row && onSelect(active, true) },
        ]
      : []),
  ])
}

function filterByRow(): void {
  const row = document.querySelector('[role=grid] [data-active]')
  if (row) openValueMenuOf(row)
}

function isInGrid(): boolean {
  return document.activeElement?.closest('[role=grid] [data-row]') != null
}

function focusHeader(): void {
  document.querySelector<HTMLElement>('[role=columnheader] button[tabindex="0"]')?.focus()
}
