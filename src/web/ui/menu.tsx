import clsx from 'clsx'
import { Check, type LucideIcon } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Popover } from './popover.tsx'

export type MenuItem = {
  readonly label: string
  readonly icon?: LucideIcon
  /** Present: one choice of several, and whether it is the chosen one. */
  readonly isChosen?: boolean
  readonly isDanger?: boolean
  readonly onSelect: () => void
}

type MenuProps = {
  label: string
  trigger: Parameters<typeof Popover>[0]['trigger']
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  header?: ReactNode
}

/** A menu button: arrows, Home and End move, Enter selects, Esc closes. */
export function Menu({ label, trigger, items, align = 'start', header }: MenuProps) {
  return (
    <Popover label={label} trigger={trigger} align={align} role="menu" className="min-w-48 p-1">
      {(close) => <MenuItems items={items} header={header} close={close} />}
    </Popover>
  )
}

/** What stands in a menu, for one that is opened by something else than its button. */
export function MenuItems({ items, header, close }: Pick<MenuProps, 'items' | 'header'> & { close: () => void }) {
  return (
    <div role="presentation" onKeyDown={moveFocus}>
      {header}
      {items.map((item) => (
        <Item key={item.label} item={item} close={close} />
      ))}
    </div>
  )
}

function Item({ item, close }: { item: MenuItem; close: () => void }) {
  const Icon = item.icon
  return (
    <button
      type="button"
      role={item.isChosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.isChosen}
      tabIndex={-1}
      onClick={() => {
        close()
        item.onSelect()
      }}
      className={clsx(
        'flex w-full items-center gap-2 rounded-control px-2 py-1.5 text-left text-13 hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px]',
        item.isDanger ? 'text-error' : 'text-ink',
      )}
    >
      {Icon && <Icon size={15} aria-hidden className="flex-none" />}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.isChosen && <Check size={15} aria-hidden className="flex-none text-accent" />}
    </button>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem], [role=menuitemradio]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
  const next = steps[event.key]
  if (next === undefined) return
  event.preventDefault()
  items.at(next % items.length)?.focus()
}
