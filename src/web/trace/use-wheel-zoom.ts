import { useEffect, useRef, type RefObject } from 'react'
import { panWindow, zoomWindow, type TimeWindow } from './zoom.ts'

const ZOOM_PER_PX = 0.002

/** Ctrl or cmd with the wheel zooms at the pointer; shift with the wheel, or a sideways wheel, pans while zoomed in. */
export function useWheelZoom(
  scroller: RefObject<HTMLElement | null>,
  window: TimeWindow,
  lengthMs: number,
  onZoom: (window: TimeWindow) => void,
): void {
  const latest = useRef({ window, lengthMs, onZoom })
  useEffect(() => {
    latest.current = { window, lengthMs, onZoom }
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      const lane = element.querySelector('[role=columnheader]:last-child')?.getBoundingClientRect()
      if (!lane || event.clientX < lane.left) return
      const { window: now, lengthMs: length, onZoom: zoom } = latest.current
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        zoom(zoomWindow(now, Math.exp(event.deltaY * ZOOM_PER_PX), (event.clientX - lane.left) / lane.width, length))
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault()
        zoom(panWindow(now, (event.deltaX || event.deltaY) / lane.width, length))
      }
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroller])
}
