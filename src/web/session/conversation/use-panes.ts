import { useState } from 'react'
import { useMedia } from '../../ui/media.ts'
import { useStored, writeStored } from '../../url/stored.ts'

/** Room for it beside the conversation; the same widths as the classes `lg` and `xl`. */
const WIDE = { outline: '(min-width: 64rem)', inspector: '(min-width: 80rem)' } as const

export type Pane = {
  /** Beside the conversation, not over it. */
  readonly isDocked: boolean
  readonly isOpen: boolean
  readonly toggle: () => void
  readonly open: () => void
  readonly close: () => void
}

/** A pane beside the conversation as long as there is room, else a sheet over it. Whether it is open beside it is remembered. */
export function usePane(name: keyof typeof WIDE): Pane {
  const isDocked = useMedia(WIDE[name])
  const isKept = useStored(`pane.${name}`) !== 'closed'
  const [isSheet, setSheet] = useState(false)
  const isOpen = isDocked ? isKept : isSheet
  const set = (isNowOpen: boolean) => (isDocked ? writeStored(`pane.${name}`, isNowOpen ? undefined : 'closed') : setSheet(isNowOpen))
  return { isDocked, isOpen, toggle: () => set(!isOpen), open: () => set(true), close: () => set(false) }
}
