import { useEffect, useState, type RefObject } from 'react'
import { holdOrder, type HeldRows } from './hold-order.ts'
import { setHeld, useDeleted } from './hold-state.ts'

type Row = { readonly id: string }

/**
 * The rows of a list that changes by itself: none moves while the pointer is over it, one of its rows has the focus, or it is scrolled.
 * `key` names the question; the rows of another one are never held.
 */
export function useHeldRows<R extends Row>(
  rows: readonly R[],
  key: string,
  scroller: RefObject<HTMLElement | null>,
  isLive: boolean,
): HeldRows<R> & { showNew(): void } {
  const deleted = useDeleted()
  const isHeld = useIsPointedAt(scroller) && isLive
  const [held, setHeldRows] = useState<{ readonly key: string; readonly rows: readonly R[] }>()
  const isKept = isHeld && held?.key === key
  const shown = isKept ? holdOrder(held.rows, rows, deleted) : { rows, newCount: 0 }
  if (isHeld && (!isKept || shown.rows.length !== held.rows.length)) setHeldRows({ key, rows: shown.rows })
  if (!isHeld && held !== undefined) setHeldRows(undefined)
  useEffect(() => {
    setHeld(isHeld)
    return () => setHeld(false)
  }, [isHeld])
  return {
    ...shown,
    showNew() {
      setHeldRows({ key, rows })
      scroller.current?.scrollTo({ top: 0 })
    },
  }
}

function useIsPointedAt(scroller: RefObject<HTMLElement | null>): boolean {
  const [isPointedAt, setPointedAt] = useState(false)
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = () => {
      const focus = document.activeElement
      const isFocused = focus !== null && element.contains(focus) && focus.closest('[data-row]') !== null
      setPointedAt(element.matches(':hover') || isFocused || element.scrollTop > 0)
    }
    const events = ['pointerenter', 'pointerleave', 'pointermove', 'focusin', 'scroll'] as const
    // The focus is nowhere while it moves.
    const lookSoon = () => setTimeout(look)
    for (const event of events) element.addEventListener(event, look, { passive: true })
    element.addEventListener('focusout', lookSoon)
    look()
    return () => {
      for (const event of events) element.removeEventListener(event, look)
      element.removeEventListener('focusout', lookSoon)
    }
  }, [scroller])
  return isPointedAt
}
