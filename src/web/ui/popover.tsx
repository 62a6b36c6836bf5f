import clsx from 'clsx'
import { useId, useState, type ButtonHTMLAttributes, type ReactNode } from 'react'
import { placeBeside, viewSize } from './place.ts'

type TriggerProps = Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'popoverTarget' | 'aria-expanded' | 'aria-controls' | 'aria-haspopup'> & {
  ref: (element: HTMLButtonElement | null) => void
}

type PopoverProps = {
  /** Accessible name of the panel. */
  label: string
  /** Spread the given props on the button that opens the panel. */
  trigger: (props: TriggerProps) => ReactNode
  children: (close: () => void) => ReactNode
  align?: 'start' | 'end'
  role?: 'dialog' | 'menu'
  className?: string
}

/** A panel beside its button, on the browser's own popover: Esc and a click outside close it, focus returns to the button. */
export function Popover({ label, trigger, children, align = 'start', role = 'dialog', className }: PopoverProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [panel, setPanel] = useState<HTMLDivElement | null>(null)
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  const close = () => panel?.hidePopover()

  function place() {
    if (!panel || !button) return
    const { left, top } = placeBeside(button.getBoundingClientRect(), panel.getBoundingClientRect(), viewSize(), align)
    panel.style.setProperty('left', `${left}px`)
    panel.style.setProperty('top', `${top}px`)
  }

  function onToggle(isNowOpen: boolean) {
    setOpen(isNowOpen)
    if (!isNowOpen) return
    // The content is there after React has rendered it.
    requestAnimationFrame(() => {
      place()
      panel?.querySelector<HTMLElement>('[data-autofocus], [role=menuitem], [role=menuitemradio], input, button, a')?.focus()
    })
  }

  return (
    <>
      {trigger({
        ref: setButton,
        popoverTarget: id,
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
        'aria-haspopup': role,
      })}
      <div
        ref={setPanel}
        id={id}
        popover="auto"
        role={role}
        aria-label={label}
        onToggle={(event) => onToggle(event.newState === 'open')}
        className={clsx(
          'fixed max-h-[80vh] max-w-[calc(100vw-16px)] overflow-auto rounded-overlay border border-border bg-surface shadow-overlay',
          className,
        )}
      >
        {isOpen && children(close)}
      </div>
    </>
  )
}
