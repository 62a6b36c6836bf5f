import { RefreshCw, Rows3, Rows4 } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../format/number.ts'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'
import { NARROW, useMedia } from '../ui/media.ts'
import { Select } from '../ui/select.tsx'
import { useIsLate } from '../ui/states.tsx'
import { useCalmly } from '../live/use-calmly.ts'
import { useStored, writeStored } from '../url/stored.ts'
import type { Column } from './column.ts'

export function useIsCompact(): boolean {
  return useStored('density') === 'compact'
}

type ListToolsProps = {
  title: string
  /** A heading that fits where the list stands in a page that has its own. */
  as?: 'h1' | 'h2'
  total: number | undefined
  isTotalExact: boolean
  onRefresh: () => void
  /** More buttons beside Refresh. */
  actions?: ReactNode
  children?: ReactNode
}

/** The row above a list: its name and size, its filters, refresh and density. */
export function ListTools({ title, as: Heading = 'h1', total, isTotalExact, onRefresh, actions, children }: ListToolsProps) {
  const isCompact = useIsCompact()
  const totalText = total === undefined ? '' : formatCount(total) + (isTotalExact ? '' : '+')
  const said = useCalmly(totalText)
  const flipDensity = () => writeStored('density', isCompact ? undefined : 'compact')
  useKeys('Lists', [
    { keys: 'r', label: 'Refresh', run: onRefresh },
    { keys: 'd', label: 'Row height', run: flipDensity },
  ])
  return (
    <div className="flex flex-none flex-wrap items-start gap-x-2 gap-y-1 px-3 py-2 md:flex-nowrap">
      <Heading className="flex min-h-8 min-w-32 items-center gap-2 pr-1 text-16 font-semibold">
        {title}
        <span className="text-13 font-normal text-ink-3">{totalText}</span>
        <span className="sr-only" aria-live="polite">
          {said}
        </span>
      </Heading>
      <div className="order-last flex w-full min-w-0 flex-wrap items-start gap-2 max-md:empty:hidden md:order-none md:w-auto md:flex-1">
        {children}
      </div>
      <span className="flex-1 md:hidden" />
      {actions}
      <IconButton icon={RefreshCw} label="Refresh" keys="R" onClick={onRefresh} />
      <span className="hidden md:block">
        <IconButton icon={isCompact ? Rows3 : Rows4} label={isCompact ? 'Taller rows' : 'Denser rows'} keys="D" onClick={flipDensity} />
      </span>
    </div>
  )
}

/** On a narrow screen there is no header to sort by. */
export function NarrowSort({ columns, sort, onSort }: { columns: readonly Column<never>[]; sort: string; onSort: (sort: string) => void }) {
  if (!useMedia(NARROW)) return null
  const options = columns.flatMap(({ sort: name, label }) =>
    name
      ? [
          { value: `-${name}`, label: `${label} ↓` },
          { value: name, label: `${label} ↑` },
        ]
      : [],
  )
  return <Select label="Sort by" isLabelHidden className="w-44 flex-none" options={options} value={sort} onChoose={onSort} />
}

/** Two pixels that say: asking again. Nothing moves while it shows. */
export function RefetchBar({ isShown }: { isShown: boolean }) {
  return <div className="relative h-0.5 flex-none overflow-hidden bg-border">{isShown && <RefetchStripe />}</div>
}

function RefetchStripe() {
  return useIsLate(150) ? <div role="progressbar" aria-label="Refreshing" className="absolute inset-0 animate-pulse bg-accent" /> : null
}

export function ListFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex min-h-8 flex-none flex-wrap items-center justify-end gap-x-3 border-t border-border bg-bg px-3 py-1 text-12 text-ink-2">
      {children}
    </footer>
  )
}
