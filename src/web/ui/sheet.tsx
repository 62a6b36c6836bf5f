import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button.tsx'

type SheetProps = { label: string; side: 'start' | 'end'; isOpen: boolean; onClose: () => void; children: ReactNode }

/** A pane that lies over the page where there is no room beside it: it traps focus, closes on Esc and gives focus back. */
export function Sheet({ label, side, isOpen, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal()
    if (!isOpen && dialog.current?.open) dialog.current.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={`m-0 h-dvh max-h-none w-[min(26rem,92vw)] max-w-none border-border bg-surface p-0 shadow-overlay ${side === 'start' ? 'border-e' : 'ms-auto border-s'}`}
    >
      {isOpen && (
        <div className="relative flex h-full min-h-0 flex-col">
          <IconButton icon={X} label="Close" onClick={onClose} className="absolute end-1 top-1 z-10" />
          {children}
        </div>
      )}
    </dialog>
  )
}
