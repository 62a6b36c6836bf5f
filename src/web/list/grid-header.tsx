import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { ariaSort, nextSort, type Column } from './column.ts'

type GridHeaderProps<Row> = {
  columns: readonly Column<Row>[]
  sort: string
  defaultSort: string
  onSort: (sort: string) => void
  /** Down from the header goes into the rows. */
  onLeave: () => void
}

/** One tab stop; Left and Right move between the columns, Enter sorts. */
export function GridHeader<Row>({ columns, sort, defaultSort, onSort, onLeave }: GridHeaderProps<Row>) {
  const [at, setAt] = useState(0)

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const steps: Record<string, number> = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: buttons.length - 1 }
    const to = steps[event.key]
    if (event.key === 'ArrowDown') onLeave()
    else if (to === undefined) return
    else buttons[to]?.focus()
    event.preventDefault()
  }

  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-border bg-sunken" onKeyDown={onKeyDown}>
      <div role="row" aria-rowindex={1} className="grid h-9 items-stretch" style={{ gridTemplateColumns: 'var(--grid-columns)' }}>
        {columns.map((column, index) => {
          const order = ariaSort(sort, column)
          const Arrow = order === 'ascending' ? ArrowUp : ArrowDown
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={order}
              className={clsx('group/head flex', column.align === 'end' && 'justify-end')}
            >
              <button
                type="button"
                tabIndex={index === at ? 0 : -1}
                disabled={!column.sort}
                onFocus={() => setAt(index)}
                onClick={() => onSort(nextSort(sort, column, defaultSort))}
                data-tip={column.tip}
                data-sort={column.sort}
                className={clsx(
                  'flex w-full items-center gap-1 px-2 text-12 group-first/head:pl-3 group-last/head:pr-3 font-medium whitespace-nowrap hover:text-ink focus-visible:outline-offset-[-2px]',
                  column.align === 'end' && 'justify-end',
                  order === 'none' || !order ? 'text-ink-2' : 'text-ink',
                )}
              >
                {column.label}
                {order && order !== 'none' && <Arrow size={12} aria-hidden />}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
}
