import { useState, type KeyboardEvent } from 'react'
import type { SavedView } from './my-views.ts'
import { SCREENS } from './screens.ts'
import { useViews } from './use-views.ts'

const MOST = 6

/**
 * Saved views that a box offers while somebody types: arrows choose one, and none is chosen before. `text`: in the name of a view or of its
 * screen.
 */
export function useViewOptions(project: string, text: string, isOpen: boolean) {
  const { views } = useViews(project, isOpen)
  const [at, setAt] = useState(-1)
  const words = text.trim().toLowerCase()
  const found = isOpen ? views.filter((view) => `${view.name} ${SCREENS[view.list].name}`.toLowerCase().includes(words)) : []
  const options: readonly SavedView[] = found.slice(0, MOST)
  const chosen = options[at]

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || options.length === 0) return
    event.preventDefault()
    // One place more than there are options: none of them.
    const places = options.length + 1
    setAt(((at + 1 + step + places) % places) - 1)
  }

  return { options, chosen, onKeyDown, choose: setAt }
}
