import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** The inner width of an element in whole pixels, followed as it changes; 0 until it is known. */
export function useWidth<E extends Element>(): readonly [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const [widthPx, setWidthPx] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    setWidthPx(Math.floor(element.current.clientWidth))
    const observer = new ResizeObserver(([entry]) => entry && setWidthPx(Math.floor(entry.contentRect.width)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, widthPx]
}
