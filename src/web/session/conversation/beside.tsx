import type { ReactNode } from 'react'
import { readWithin } from '../../ui/bounds.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Splitter } from '../../ui/splitter.tsx'
import { useStored } from '../../url/stored.ts'
import type { Pane } from './use-panes.ts'

const INSPECTOR_BOUNDS = { least: 300, usual: 380, most: 760 }
const INSPECTOR_KEY = 'inspectorPx'

type BesideProps = {
  pane: Pane
  label: string
  side: 'start' | 'end'
  /** Also done when it is closed as a sheet. */
  onClose?: (() => void) | undefined
  children: ReactNode
}

/** A pane beside the conversation where there is room, over it where there is none. */
export function Beside({ pane, label, side, onClose, children }: BesideProps) {
  const width = readWithin(useStored(INSPECTOR_KEY), INSPECTOR_BOUNDS)
  if (!pane.isDocked) {
    const close = () => {
      pane.close()
      onClose?.()
    }
    return (
      <Sheet label={label} side={side} isOpen={pane.isOpen} onClose={close}>
        {children}
      </Sheet>
    )
  }
  if (!pane.isOpen) return null
  if (side === 'start') return <div className="flex min-h-0 w-65 flex-none flex-col border-e border-border bg-surface">{children}</div>
  return (
    <aside aria-label={label} style={{ width }} className="relative flex min-h-0 flex-none flex-col border-s border-border bg-surface">
      <Splitter
        label="Width of the inspector"
        storedAs={INSPECTOR_KEY}
        bounds={INSPECTOR_BOUNDS}
        edge="start"
        className="inset-y-0 -start-1 z-10"
      />
      {children}
    </aside>
  )
}
