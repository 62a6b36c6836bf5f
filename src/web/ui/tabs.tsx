import clsx from 'clsx'
import { useId, type KeyboardEvent, type ReactNode } from 'react'

export type Tab<Key extends string> = { readonly key: Key; readonly label: ReactNode; readonly tip?: string }

type TabsProps<Key extends string> = {
  label: string
  tabs: readonly Tab<Key>[]
  chosen: Key
  onChoose: (key: Key) => void
  /** The panel of the chosen tab. */
  children: ReactNode
  /** Sits at the right end of the row of tabs. */
  trailing?: ReactNode
  className?: string
  panelClassName?: string
}

/** Tabs with arrow keys, Home and End; choosing follows focus. */
export function Tabs<Key extends string>(props: TabsProps<Key>) {
  const { label, tabs, chosen, onChoose, children, trailing, className, panelClassName } = props
  const id = useId()

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = tabs.findIndex((tab) => tab.key === chosen)
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }
    const next = steps[event.key]
    const tab = next === undefined ? undefined : tabs.at(next % tabs.length)
    if (!tab) return
    event.preventDefault()
    onChoose(tab.key)
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${tab.key}"]`)?.focus()
  }

  return (
    <div className={clsx('flex min-h-0 flex-col', className)}>
      <div className="flex flex-none items-center border-b border-border">
        <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="flex min-w-0 flex-1 overflow-x-auto px-1 sm:gap-1 sm:px-2">
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              data-key={tab.key}
              data-tip={tab.tip}
              aria-selected={tab.key === chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab.key === chosen ? 0 : -1}
              onClick={() => onChoose(tab.key)}
              className={clsx(
                '-mb-px flex-none border-b-2 px-1.5 py-2 sm:px-2 text-13 font-medium focus-visible:outline-offset-[-2px]',
                tab.key === chosen ? 'border-accent text-ink' : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {trailing}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} className={clsx('min-h-0 flex-1', panelClassName)}>
        {children}
      </div>
    </div>
  )
}
