import { useState } from 'react'
import { useKeys } from '../../keys/keys.ts'
import { absoluteRange, type Range } from '../../url/range.ts'

/**
 * Goes into a stretch of time, and back out of it. `onRange` sets the range of the screen; once that is set from elsewhere there is
 * nothing to go back to.
 */
export function useZoom(range: Range, onRange: (range: Range) => void) {
  const [steps, setSteps] = useState<readonly { readonly before: Range; readonly zoomed: Range }[]>([])
  const last = steps.findLast(({ zoomed }) => zoomed.from === range.from && zoomed.to === range.to)

  /** Ends are included in a range, so it stops a moment before the next stretch. */
  function zoom(fromMs: number, endMs: number) {
    const zoomed = absoluteRange(fromMs, endMs - 1)
    setSteps([...steps.slice(0, last ? steps.indexOf(last) + 1 : 0), { before: { from: range.from, to: range.to }, zoomed }])
    onRange(zoomed)
  }

  const undo = last && (() => onRange(last.before))
  useKeys('Histogram', undo ? [{ keys: 'Escape', label: 'Undo the zoom', run: undo }] : [])
  return { zoom, undo }
}
