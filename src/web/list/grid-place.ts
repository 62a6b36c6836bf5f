import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState, type RefObject } from 'react'

export type Place = { offset: number; active: number }

/** Where each list was left, for as long as the page lives. */
const places = new Map<string, Place>()

/**
 * Remembers scroll offset and active row of a list under a key, and starts from what was remembered. When the question
 * changes while the list is on screen, it starts from the top.
 */
export function useScrollMemory(key: string, scroller: RefObject<HTMLElement | null>): Place {
  const [start] = useState<Place>(() => ({ ...(places.get(key) ?? { offset: 0, active: 0 }) }))
  const shown = useRef({ key, place: start })
  if (shown.current.key !== key) shown.current = { key, place: { offset: 0, active: 0 } }
  const { place } = shown.current

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    if (place !== start) element.scrollTop = 0
    places.set(key, place)
    const note = () => {
      place.offset = element.scrollTop
    }
    element.addEventListener('scroll', note, { passive: true })
    return () => element.removeEventListener('scroll', note)
  }, [key, place, start, scroller])
  return place
}

/**
 * The one row that is a tab stop. Exactly the active row's link has tabindex 0; `moveTo` scrolls there and focuses it,
 * as soon as the virtual list has rendered it.
 */
export function useActiveRow(scroller: RefObject<HTMLElement | null>, count: number, scrollTo: (index: number) => void, memory: Place) {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const mustFocus = useRef(false)
  const active = Math.max(0, Math.min(memory.active, count - 1))

  const setActive = useCallback(
    (index: number) => {
      if (memory.active === index) return
      memory.active = index
      redraw()
    },
    [memory],
  )

  useLayoutEffect(() => {
    const root = scroller.current
    if (!root) return
    for (const link of root.querySelectorAll<HTMLElement>('[data-row] a[data-name]')) {
      link.tabIndex = link.closest('[data-active]') ? 0 : -1
    }
    if (!mustFocus.current) return
    const link = root.querySelector<HTMLElement>('[data-active] a[data-name]')
    if (!link) return
    mustFocus.current = false
    link.focus({ preventScroll: true })
  })

  const moveTo = useCallback(
    (index: number) => {
      if (count === 0) return
      const next = Math.max(0, Math.min(index, count - 1))
      mustFocus.current = true
      setActive(next)
      scrollTo(next)
      // Also when the row is the active one already and nothing re-renders.
      scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"] a[data-name]`)?.focus({ preventScroll: true })
    },
    [count, scrollTo, scroller, setActive],
  )

  return { active, setActive, moveTo }
}
