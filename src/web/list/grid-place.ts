import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

type Place = { readonly offset: number; readonly active: number }

const TOP: Place = { offset: 0, active: 0 }
/** Where each list was left, for as long as the page lives. */
const places = new Map<string, Place>()

function note(key: string, change: Partial<Place>): void {
  places.set(key, { ...(places.get(key) ?? TOP), ...change })
}

/** Where a list that mounts now begins: where it was left. */
export function useStartOffset(key: string): number {
  const [offset] = useState(() => places.get(key)?.offset ?? 0)
  return offset
}

/** Notes how far a list is scrolled. When the question changes while it is on screen, it starts from the top. */
export function useScrollMemory(key: string, scroller: RefObject<HTMLElement | null>): void {
  const lastKey = useRef(key)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    if (lastKey.current !== key) {
      lastKey.current = key
      note(key, TOP)
      element.scrollTo({ top: 0 })
    }
    const onScroll = () => note(key, { offset: element.scrollTop })
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [key, scroller])
}

/**
 * The one row that is a tab stop. Exactly the active row's link has tabindex 0; `moveTo` scrolls there and focuses it,
 * as soon as the virtual list has rendered it.
 */
export function useActiveRow(key: string, scroller: RefObject<HTMLElement | null>, count: number, scrollTo: (index: number) => void) {
  const [chosen, setChosen] = useState(() => ({ key, index: places.get(key)?.active ?? 0 }))
  const mustFocus = useRef(false)
  const active = chosen.key === key ? Math.max(0, Math.min(chosen.index, count - 1)) : 0

  const setActive = useCallback(
    (index: number) => {
      note(key, { active: index })
      setChosen((last) => (last.key === key && last.index === index ? last : { key, index }))
    },
    [key],
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

  function moveTo(index: number) {
    if (count === 0) return
    const next = Math.max(0, Math.min(index, count - 1))
    mustFocus.current = true
    setActive(next)
    scrollTo(next)
    // Also when the row is the active one already and nothing re-renders.
    scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"] a[data-name]`)?.focus({ preventScroll: true })
  }

  return { active, setActive, moveTo }
}
