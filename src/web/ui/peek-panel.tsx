import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from './button.tsx'

/** A look at a row beside the list. The list keeps focus; Esc closes. */
export function PeekPanel({
  label,
  onClose,
  children,
  footer,
}: {
  label: string
  onClose: () => void
  children: ReactNode
  footer: ReactNode
}) {
  useKeys('Peek', [{ keys: 'Escape', label: 'Close peek', run: onClose }])
  return (
    <aside
      aria-label={label}
      className="absolute inset-y-0 right-0 z-20 flex w-[min(480px,100%)] flex-col border-l border-border bg-surface shadow-overlay xl:static xl:w-[clamp(400px,calc(100vw-1024px),480px)] xl:flex-none xl:shadow-none"
    >
      <header className="flex flex-none items-center border-b border-border bg-sunken py-0.5 pr-1 pl-3">
        <h2 className="flex-1 text-12 font-medium text-ink-2">{label}</h2>
        <IconButton icon={X} label="Close peek" keys="Esc" size={14} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-3" tabIndex={0}>
        {children}
      </div>
      <footer className="flex flex-none items-center gap-2 border-t border-border p-3">{footer}</footer>
    </aside>
  )
}
