import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { NARROW, useMedia } from '../ui/media.ts'
import { useEvent } from '../ui/use-event.ts'
import type { Column } from './column.ts'
import { tracksOf } from './columns/choice.ts'
import type { ColumnLayout } from './columns/use-columns.ts'
import { GridHeader } from './grid-header.tsx'
import { useGridKeys } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { useActiveRow, useScrollMemory, useStartOffset } from './grid-place.ts'
import { RowCheck } from './select/row-check.tsx'
import { useRowSelecting } from './select/use-row-selecting.ts'
import type { Selection } from './select/use-selection.ts'
import { NewRows } from '../live/new-rows.tsx'
import { useHeldRows } from '../live/use-held-rows.ts'

export type GridProps<Row extends { readonly id: string }> = {
  /** Accessible name. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** All rows there are, loaded or not. */
  total: number
  sort: string
  defaultSort: string
  onSort: (sort: string) => void
  onOpen: (row: Row, inNewTab: boolean) => void
  onPeek?: (row: Row) => void
  /** Present: rows can be chosen. */
  selection?: Selection<Row>
  /** Present: columns can be sized and moved. */
  layout?: ColumnLayout
  peekedId?: string
  /** Asks for the next page; called while the end comes near. */
  onNearEnd: () => void
  isCompact: boolean
  /** Replaces the rows: skeleton, empty state or error. */
  instead?: ReactNode
  /** Names this list in this place of the history, so that Back finds it scrolled as it was left. */
  memoryKey: string
  /** The rows change by themselves: then none moves that is pointed at. */
  isLive?: boolean
}

const HEIGHTS = { comfortable: 44, compact: 32, narrow: 76 }
const NEAR_END_ROWS = 40
const NO_WIDTHS = new Map<string, number>()

/** A virtual table of rows that are links. Rows have one tab stop; J/K and arrows move it. */
export function Grid<Row extends { readonly id: string }>(props: GridProps<Row>) {
  const { columns, total, isCompact, onNearEnd, instead, layout, selection } = props
  const isNarrow = useMedia(NARROW)
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, newCount, showNew } = useHeldRows(props.rows, props.memoryKey, scroller, props.isLive ?? false)
  const height = isNarrow ? HEIGHTS.narrow : isCompact ? HEIGHTS.compact : HEIGHTS.comfortable
  const initialOffset = useStartOffset(props.memoryKey)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    initialOffset,
    scrollPaddingStart: isNarrow ? 0 : 36,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { active, setActive, moveTo } = useActiveRow(props.memoryKey, scroller, rows.length, (index) =>
    virtual.scrollToIndex(index, { align: 'auto' }),
  )
  useScrollMemory(props.memoryKey, scroller)
  const selecting = useRowSelecting(selection, rows)
  const [sizing, setSizing] = useState(NO_WIDTHS)
  const { tracks, leastPx } = useMemo(
    () => tracksOf(columns, new Map([...(layout?.widths ?? []), ...sizing])),
    [columns, layout?.widths, sizing],
  )
  useGridKeys({
    ...props,
    onSelect: selecting?.select,
    rows,
    active,
    moveTo,
    pageSize: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 1),
  })

  const selectRow = useEvent((index: number, isRange: boolean) => selecting?.select(index, isRange))

  useEffect(() => virtual.measure(), [virtual, height])
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - NEAR_END_ROWS) onNearEnd()
  }, [last, rows.length, onNearEnd])

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <div
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={instead ? 1 : total + 1}
        aria-colcount={columns.length}
        aria-multiselectable={selection ? true : undefined}
        onScroll={({ currentTarget }) => currentTarget.toggleAttribute('data-scrolled', currentTarget.scrollLeft > 0)}
        className="group/grid relative min-h-0 flex-1 overflow-auto bg-surface"
        style={{ '--grid-columns': tracks } as React.CSSProperties}
      >
        <div className="min-h-full" style={{ minWidth: isNarrow || instead ? undefined : leastPx }}>
          {!isNarrow && (
            <GridHeader
              columns={columns}
              sort={props.sort}
              defaultSort={props.defaultSort}
              onSort={props.onSort}
              onLeave={() => moveTo(0)}
              layout={layout}
              onSizing={(key, px) => setSizing(px === undefined ? NO_WIDTHS : new Map([[key, px]]))}
              lead={
                selecting && (
                  <span className="flex items-center pl-1">
                    <RowCheck
                      label="Select all loaded rows"
                      isChecked={selecting.ofAll}
                      isQuiet={!selecting.isSelecting}
                      onCheck={selecting.flipAll}
                    />
                  </span>
                )
              }
            />
          )}
          {instead ? (
            <div role="rowgroup">
              <div role="row">
                <div role="gridcell" aria-colspan={columns.length}>
                  {instead}
                </div>
              </div>
            </div>
          ) : (
            <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
              {items.map((item) => {
                const row = rows[item.index] as Row
                const id = props.rowId(row)
                return (
                  <GridRow
                    key={id}
                    row={row}
                    index={item.index}
                    top={item.start}
                    height={height}
                    columns={columns}
                    isActive={item.index === active}
                    isPeeked={id === props.peekedId}
                    isNarrow={isNarrow}
                    isSelected={selection?.has(id)}
                    isSelecting={selecting?.isSelecting ?? false}
                    onSelect={selectRow}
                    onOpen={props.onOpen}
                    onActivate={setActive}
                  />
                )
              })}
            </div>
          )}
        </div>
      </div>
      <NewRows count={newCount} onShow={showNew} />
    </div>
  )
}
