import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from './button.tsx'

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons, right-aligned. */
  footer?: ReactNode
}

/** A modal on the browser's own `<dialog>`: it traps focus, closes on Esc and gives focus back. */
export function Dialog({ title, isOpen, onClose, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    if (isOpen && !dialog.current?.open) {
      dialog.current?.showModal()
      dialog.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
    if (!isOpen && dialog.current?.open) dialog.current.close()
  }, [isOpen])

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="m-auto max-h-[85vh] w-[min(520px,calc(100vw-24px))] rounded-overlay border border-border bg-surface p-0 shadow-overlay"
    >
      {isOpen && (
        <div className="flex max-h-[85vh] flex-col">
          <header className="flex items-center gap-2 py-2 pr-2 pl-4">
            <h2 id={titleId} className="flex-1 text-16 font-semibold">
              {title}
            </h2>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </header>
          <div className="overflow-auto px-4 pb-4">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-4 py-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  )
}
