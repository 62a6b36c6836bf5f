import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ariaSort, nextSort, type Column } from './column.ts'
import { ResizeHandle } from './columns/resize-handle.tsx'
import { useHeaderDrag } from './columns/use-header-drag.ts'
import type { ColumnLayout } from './columns/use-columns.ts'
import { STAYS } from './grid-row.tsx'

type GridHeaderProps<Row> = {
  columns: readonly Column<Row>[]
  sort: string
  defaultSort: string
  onSort: (sort: string) => void
  /** Down from the header goes into the rows. */
  onLeave: () => void
  layout?: ColumnLayout
  /** While a column is being sized. */
  onSizing: (key: string, px: number | undefined) => void
  /** Stands before the first column's name. */
  lead?: ReactNode
}

const SIZE_STEP_PX = 16

/** One tab stop; Left and Right move between the columns, Enter sorts; with Shift they size a column, with Ctrl or Cmd they move it. */
export function GridHeader<Row>({ columns, sort, defaultSort, onSort, onLeave, layout, onSizing, lead }: GridHeaderProps<Row>) {
  const [stop, setStop] = useState<string>()
  const stopKey = columns.some(({ key }) => key === stop) ? stop : columns[0]?.key
  const row = useRef<HTMLDivElement>(null)
  const mustFocus = useRef(false)
  const { landing, handlers } = useHeaderDrag(layout?.move)

  // A column that has moved keeps the focus.
  useEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    row.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
  }, [columns])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]')
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (layout && cell && by !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      const key = cell.dataset['column'] ?? ''
      if (event.shiftKey) layout.resize(key, cell.offsetWidth + by * SIZE_STEP_PX)
      else {
        mustFocus.current = true
        layout.move(key, columns.findIndex((column) => column.key === key) + by)
      }
      event.preventDefault()
      return
    }
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (event.key === 'ArrowDown') onLeave()
    else if (to === undefined) return
    else buttons[to]?.focus()
    event.preventDefault()
  }

  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-border bg-sunken" onKeyDown={onKeyDown}>
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className="relative grid h-9 items-stretch"
        style={{ gridTemplateColumns: 'var(--grid-columns)' }}
        {...handlers}
      >
        {columns.map((column, index) => {
          const order = ariaSort(sort, column)
          const Arrow = order === 'ascending' ? ArrowUp : ArrowDown
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={order}
              data-column={column.key}
              className={clsx(
                'group/head flex min-w-0',
                index === 0 ? `bg-sunken ${STAYS}` : 'relative',
                column.align === 'end' && 'justify-end',
                landing?.key === column.key && 'opacity-50',
              )}
            >
              {index === 0 && lead}
              <button
                type="button"
                tabIndex={column.key === stopKey ? 0 : -1}
                aria-disabled={!column.sort || undefined}
                onFocus={() => setStop(column.key)}
                onClick={() => column.sort && onSort(nextSort(sort, column, defaultSort))}
                data-tip={column.tip}
                data-sort={column.sort}
                className={clsx(
                  'flex w-full min-w-0 items-center gap-1 px-2 text-12 group-last/head:pr-3 font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]',
                  column.align === 'end' && 'justify-end',
                  column.sort ? 'hover:text-ink' : 'cursor-default',
                  index === 0 && lead === undefined && 'pl-3',
                  order === 'none' || !order ? 'text-ink-2' : 'text-ink',
                )}
              >
                <span className="truncate">{column.label}</span>
                {order && order !== 'none' && <Arrow size={12} aria-hidden className="flex-none" />}
              </button>
              {layout && (
                <ResizeHandle
                  onSize={(px) => onSizing(column.key, px)}
                  onDone={(px) => {
                    onSizing(column.key, undefined)
                    layout.resize(column.key, px)
                  }}
                />
              )}
            </div>
          )
        })}
        {landing && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-px bg-accent"
            style={{ left: landing.lineX }}
          />
        )}
      </div>
    </div>
  )
}
