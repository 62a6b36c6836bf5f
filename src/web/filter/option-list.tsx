import clsx from 'clsx'
import { useEffect } from 'react'
import { formatCount } from '../format/number.ts'
import type { Option } from './complete.ts'

type OptionListProps = {
  id: string
  options: readonly Option[]
  active: number | undefined
  onAccept: (option: Option) => void
}

export function optionId(listId: string, at: number): string {
  return `${listId}-${at}`
}

/** What fits at the caret. The field keeps the focus; it names the active option. */
export function OptionList({ id, options, active, onAccept }: OptionListProps) {
  useEffect(() => {
    if (active !== undefined) document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const placed = options.map((option, at) => ({ option, at }))
  const groups = [...new Set(options.map(({ group }) => group))]
  return (
    <div
      role="presentation"
      className="absolute top-full left-0 z-30 mt-1 flex w-full max-w-2xl flex-col rounded-overlay border border-border bg-surface shadow-overlay"
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div id={id} role="listbox" aria-label="Suggestions" className="max-h-[min(22rem,45vh)] overflow-y-auto p-1">
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <div aria-hidden className="truncate px-2 pt-1.5 pb-0.5 text-11 font-semibold text-ink-3" dir="auto">
              {group}
            </div>
            {placed
              .filter(({ option }) => option.group === group)
              .map(({ option, at }) => (
                <div
                  key={option.key}
                  id={optionId(id, at)}
                  role="option"
                  aria-selected={at === active}
                  onClick={() => onAccept(option)}
                  className={clsx(
                    'flex min-h-7 cursor-pointer items-baseline gap-3 rounded-control px-2 py-1 hover:bg-hover',
                    at === active && 'bg-accent-soft [--ink-3:var(--ink-2)]',
                  )}
                >
                  <bdi className="min-w-0 flex-none max-w-[60%] truncate font-medium" title={option.label}>
                    {option.label}
                  </bdi>
                  {option.about !== undefined && <span className="min-w-0 flex-1 truncate text-12 text-ink-3">{option.about}</span>}
                  {option.count !== undefined && <span className="ml-auto flex-none text-12 text-ink-3">{formatCount(option.count)}</span>}
                </div>
              ))}
          </div>
        ))}
      </div>
      <p aria-hidden className="hidden border-t border-border px-3 py-1 text-11 text-ink-3 md:block">
        ↑ ↓ choose · Tab or Enter take · Esc close
      </p>
    </div>
  )
}
