import clsx from 'clsx'
import { ListFilter } from 'lucide-react'
import type { ReactNode } from 'react'
import { openValueMenu, type FilterValue } from './value-menu.tsx'

type FilterableProps = {
  of: FilterValue
  children: ReactNode
  className?: string
  /** In a row of a list, which is one tab stop: there F opens the menu of its values. */
  isInRow?: boolean
}

/** Shows a value with the way to filter to it: a button that comes with the pointer or the focus, and the right mouse button. */
export function Filterable({ of, children, className, isInRow = false }: FilterableProps) {
  return (
    <span data-filter={JSON.stringify(of)} className={clsx('group/value relative inline-flex max-w-full min-w-0 items-center', className)}>
      {children}
      <FilterButton
        of={of}
        tabIndex={isInRow ? -1 : undefined}
        className={clsx(
          'opacity-0 group-hover/value:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100',
          isInRow
            ? '-my-1'
            : 'z-10 bg-surface [@media(hover:hover)]:absolute [@media(hover:hover)]:start-full [@media(hover:hover)]:-ms-1.5',
        )}
      />
    </span>
  )
}

type FilterButtonProps = { of: FilterValue; className?: string; tabIndex?: number | undefined }

/** Opens the menu of a value. */
export function FilterButton({ of, className, tabIndex }: FilterButtonProps) {
  const name = of.key === undefined ? of.field : `${of.field}.${of.key}`
  const label = `Filter by ${name} ${of.value.slice(0, 80)}`
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-haspopup="menu"
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation()
        openValueMenu([of], event.currentTarget)
      }}
      className={clsx(
        'inline-flex size-6 flex-none items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <ListFilter size={13} aria-hidden />
    </button>
  )
}

const ERROR_LENGTH_MAX = 300

/** What finds errors like this one: its message, or its type where it says nothing. The beginning of a long one is enough. */
export function errorValue(type: string | undefined, message: string | undefined): FilterValue {
  return { field: 'error', value: (message || type || 'Error').slice(0, ERROR_LENGTH_MAX).toWellFormed().trim() }
}
