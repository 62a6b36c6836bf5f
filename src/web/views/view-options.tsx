import clsx from 'clsx'
import { Bookmark } from 'lucide-react'
import type { SavedView } from './my-views.ts'
import { SCREENS } from './screens.ts'

type ViewOptionsProps = {
  id: string
  options: readonly SavedView[]
  chosen: SavedView | undefined
  onTake: (view: SavedView) => void
}

export function optionId(listId: string, view: SavedView): string {
  return `${listId}-${view.id}`
}

/** The views a box offers, below it. */
export function ViewOptions({ id, options, chosen, onTake }: ViewOptionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Saved views"
      className="absolute top-full right-0 left-0 z-30 mt-1 rounded-overlay border border-border bg-surface p-1 shadow-overlay md:min-w-80"
    >
      {options.map((view) => (
        <div
          key={view.id}
          id={optionId(id, view)}
          role="option"
          tabIndex={-1}
          aria-selected={view === chosen}
          // Before the box loses the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(view)}
          className={clsx(
            'flex h-8 cursor-default items-center gap-2 rounded-control px-2',
            view === chosen ? 'bg-accent-soft' : 'hover:bg-hover',
          )}
        >
          <Bookmark size={14} aria-hidden className="flex-none text-ink-3" />
          <bdi className="min-w-0 flex-1 truncate">{view.name}</bdi>
          <span className="flex-none text-12 text-ink-3">{SCREENS[view.list].name}</span>
        </div>
      ))}
    </div>
  )
}
