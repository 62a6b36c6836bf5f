import type { RefObject } from 'react'
import { useKeys } from '../keys/keys.ts'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import { gridDeed } from './trace-keys.ts'
import type { TraceDeeds } from './use-trace-deeds.ts'
import type { TraceRows } from './use-trace-rows.ts'
import type { TraceFilter } from './use-trace-url.ts'

const PAGE_ROWS = 20

type Scene = {
  readonly rows: TraceRows
  readonly cursor: number
  readonly deeds: TraceDeeds
  readonly filter: TraceFilter
  readonly grid: RefObject<HTMLElement | null>
  readonly pane: RefObject<HTMLElement | null>
  readonly find: RefObject<HTMLElement | null>
  readonly isChosen: boolean
  readonly deselect: () => void
  readonly leave: () => void
}

/** The keys of the trace page. */
export function useTraceKeys(scene: Scene): void {
  const { rows, cursor, deeds, find } = scene
  function press({ key, shiftKey }: KeyboardEvent): void {
    const deed = gridDeed({ key, shiftKey }, { ...rows, row: cursor, pageRows: PAGE_ROWS })
    if (deed?.deed === 'select') deeds.moveTo(deed.row)
    if (deed?.deed === 'toggle') deeds.toggle(deed.row)
    if (deed?.deed === 'toggleAll') deeds.toggleAll(deed.row)
    if (deed?.deed === 'details') scene.pane.current?.focus()
    if (deed?.deed === 'copy') void copyText(deed.spanId).then((isDone) => isDone && toast('Span id copied.'))
  }
  useKeys('Trace', [
    { keys: 'ArrowDown|ArrowUp', label: 'Next and previous span', run: press },
    { keys: 'ArrowRight|ArrowLeft', label: 'Open and close, or child and parent', run: press },
    { keys: 'shift+ArrowRight|shift+ArrowLeft', label: 'Open and close the whole subtree', run: press },
    { keys: 'Home|End|PageUp|PageDown', label: 'First, last, a page up and down', run: press },
    { keys: 'Enter', label: 'Go to the details', run: press },
    { keys: 'c', label: 'Copy the span id', run: press },
    { keys: 'e', label: 'Next error', run: deeds.nextError },
    { keys: 'w', label: 'Next pause', run: deeds.nextPause },
    { keys: '/|mod+f', label: 'Find span', run: () => find.current?.focus() },
    { keys: 'f', label: 'Fit the selected span', run: deeds.fitSelection },
    { keys: '0', label: 'Fit the whole trace', run: deeds.fitAll },
    { keys: '+|=', label: 'Zoom in', run: deeds.zoomIn },
    { keys: '-', label: 'Zoom out', run: deeds.zoomOut },
    { keys: 'a', label: 'Pan left', run: deeds.panLeft },
    { keys: 'd', label: 'Pan right', run: deeds.panRight },
    { keys: 'Escape', label: 'Back: details, find, selection, trace', run: () => back(scene) },
  ])
}

/** One step out: from the details to the spans, then what is looked for, then the selection, then the trace. */
function back({ pane, grid, filter, isChosen, deselect, leave }: Scene): void {
  if (pane.current?.contains(document.activeElement) && grid.current) grid.current.focus()
  else if (filter.find !== '' || filter.kind !== '') filter.clear()
  else if (isChosen) deselect()
  else leave()
}
