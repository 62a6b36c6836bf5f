import clsx from 'clsx'
import { memo, useEffect, useRef, type MouseEvent } from 'react'
import type { Column } from './column.ts'
import { RowCheck } from './select/row-check.tsx'

type GridRowProps<Row> = {
  row: Row
  index: number
  top: number
  height: number
  columns: readonly Column<Row>[]
  isActive: boolean
  isPeeked: boolean
  isNarrow: boolean
  /** Absent: rows of this list are not chosen. */
  isSelected?: boolean
  /** Some row is chosen. */
  isSelecting: boolean
  onSelect: (index: number, isRange: boolean) => void
  onOpen: (row: Row, inNewTab: boolean) => void
  onActivate: (index: number) => void
}

/** The whole row opens; its first cell holds the real link. */
function GridRowView<Row>(props: GridRowProps<Row>) {
  const { row, index, top, height, columns, isActive, isPeeked, isSelected, isNarrow, onOpen, onActivate } = props
  const shown = isNarrow ? columns.filter((column, at) => at === 0 || column.narrowUnit) : columns

  const element = useTint(row)

  function onClick(event: MouseEvent<HTMLElement>) {
    if ((event.target as Element).closest('a, button')) return
    if (event.button > 1 || getSelection()?.toString()) return
    onOpen(row, event.button === 1 || event.metaKey || event.ctrlKey)
  }

  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-current={isPeeked || undefined}
      data-row={index}
      data-active={isActive || undefined}
      onClick={onClick}
      onAuxClick={onClick}
      onFocus={() => onActivate(index)}
      style={
        isNarrow
          ? { height, transform: `translateY(${top}px)` }
          : { height, transform: `translateY(${top}px)`, gridTemplateColumns: 'var(--grid-columns)' }
      }
      className={clsx(
        'group/row absolute inset-x-0 top-0 cursor-pointer border-b border-border hover:bg-hover',
        // Over the first cell, too, which stays in place when the others scroll.
        'after:pointer-events-none after:absolute after:inset-0 after:z-20 after:-outline-offset-2 after:outline-accent has-[a:focus-visible]:after:outline-2',
        'data-changed:bg-accent-soft data-changed:[--ink-3:var(--ink-2)]',
        isPeeked || isSelected ? 'bg-accent-soft [--ink-3:var(--ink-2)]' : 'bg-surface',
        isNarrow ? 'flex flex-wrap content-center items-center gap-x-3' : 'grid items-center',
      )}
    >
      {shown.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={columns.indexOf(column) + 1}
          className={clsx(
            'min-w-0',
            at === 0 || !isNarrow ? 'px-2 whitespace-nowrap last:pr-3' : 'text-12',
            at === 0 && 'flex items-center bg-inherit',
            at === 0 && (isSelected === undefined ? 'pl-3' : 'pl-1'),
            at === 0 && (isNarrow ? 'w-full' : `self-stretch ${STAYS}`),
            at === 1 && isNarrow && (isSelected === undefined ? 'pl-8.5' : 'pl-12.5'),
            at > 0 && !isNarrow && 'truncate',
            column.align === 'end' && !isNarrow && 'text-right',
          )}
        >
          {at === 0 && isSelected !== undefined && (
            <RowCheck
              label="Select"
              isChecked={isSelected}
              isQuiet={!props.isSelecting}
              onCheck={(isRange) => props.onSelect(index, isRange)}
            />
          )}
          {at === 0 ? <div className="min-w-0 flex-1">{column.cell(row)}</div> : column.cell(row)}
          {isNarrow && column.narrowUnit && <span className="text-ink-3"> {column.narrowUnit(row)}</span>}
        </div>
      ))}
    </div>
  )
}

/** The first column stays where it is when the others scroll, and then has an edge. */
export const STAYS = 'sticky left-0 z-10 group-data-scrolled/grid:shadow-[1px_0_var(--control)]'
const TINT_MS = 600

/** A row that changes while it is on screen shows so for a moment, unless motion is unwelcome. */
function useTint(row: unknown) {
  const element = useRef<HTMLDivElement>(null)
  const last = useRef(row)
  useEffect(() => {
    if (last.current === row) return
    last.current = row
    const tinted = element.current
    if (tinted === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    // It does not fade: where ten rows a second change, that would be all the browser does.
    tinted.dataset['changed'] = ''
    const end = () => delete tinted.dataset['changed']
    const timer = setTimeout(end, TINT_MS)
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [row])
  return element
}

export const GridRow = memo(GridRowView) as typeof GridRowView
