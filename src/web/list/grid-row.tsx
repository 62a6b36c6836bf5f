import clsx from 'clsx'
import { memo, useEffect, useRef, type MouseEvent } from 'react'
import type { Column } from './column.ts'

type GridRowProps<Row> = {
  row: Row
  index: number
  top: number
  height: number
  columns: readonly Column<Row>[]
  isActive: boolean
  isPeeked: boolean
  isNarrow: boolean
  onOpen: (row: Row, inNewTab: boolean) => void
  onActivate: (index: number) => void
}

/** The whole row opens; its first cell holds the real link. */
function GridRowView<Row>(props: GridRowProps<Row>) {
  const { row, index, top, height, columns, isActive, isPeeked, isNarrow, onOpen, onActivate } = props
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
      aria-selected={isPeeked}
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
        'has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent',
        isPeeked ? 'bg-accent-soft [--ink-3:var(--ink-2)]' : 'bg-surface',
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
            at === 0 || !isNarrow ? 'px-2 whitespace-nowrap first:pl-3 last:pr-3' : 'text-12',
            at === 0 && isNarrow && 'w-full',
            at === 1 && isNarrow && 'pl-8.5',
            column.align === 'end' && !isNarrow && 'text-right',
          )}
        >
          {column.cell(row)}
          {isNarrow && column.narrowUnit && <span className="text-ink-3"> {column.narrowUnit(row)}</span>}
        </div>
      ))}
    </div>
  )
}

const TINT_MS = 600

/** A row that changes while it is on screen shows so for a moment, unless motion is unwelcome. */
function useTint(row: unknown) {
  const element = useRef<HTMLDivElement>(null)
  const last = useRef(row)
  useEffect(() => {
    if (last.current === row) return
    last.current = row
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    // Quiet text stays dark enough until the tint is gone: such a value does not fade, it would jump back halfway.
    const ink = { '--ink-3': 'var(--ink-2)' }
    element.current?.animate([{ backgroundColor: 'var(--accent-soft)', ...ink }, ink], TINT_MS)
  }, [row])
  return element
}

export const GridRow = memo(GridRowView) as typeof GridRowView
