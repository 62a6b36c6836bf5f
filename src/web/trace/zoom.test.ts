import { describe, expect, it } from 'vitest'
import { clampWindow, fitWindow, isWhole, moveEdge, panWindow, placeInWindow, wholeWindow, zoomWindow } from './zoom.ts'

describe('the zoom window', () => {
  it('is the whole trace when nothing is zoomed', () => {
    expect(isWhole(wholeWindow(1000), 1000)).toBe(true)
    expect(isWhole(wholeWindow(0), 0)).toBe(true)
  })

  it('keeps the moment under the pointer in place', () => {
    expect(zoomWindow({ fromMs: 0, toMs: 1000 }, 0.5, 0.25, 1000)).toEqual({ fromMs: 125, toMs: 625 })
  })

  it('never leaves the trace', () => {
    expect(panWindow({ fromMs: 0, toMs: 100 }, -1, 1000)).toEqual({ fromMs: 0, toMs: 100 })
    expect(panWindow({ fromMs: 850, toMs: 950 }, 1, 1000)).toEqual({ fromMs: 900, toMs: 1000 })
    expect(clampWindow({ fromMs: -5, toMs: 5000 }, 1000)).toEqual({ fromMs: 0, toMs: 1000 })
    expect(clampWindow({ fromMs: Number.NaN, toMs: 1 }, 1000)).toEqual({ fromMs: 0, toMs: 1000 })
  })

  it('moves one edge and never turns inside out', () => {
    expect(moveEdge({ fromMs: 100, toMs: 200 }, 'fromMs', 150, 1000)).toEqual({ fromMs: 150, toMs: 200 })
    expect(moveEdge({ fromMs: 100, toMs: 200 }, 'toMs', 5000, 1000)).toEqual({ fromMs: 100, toMs: 1000 })
    const turned = moveEdge({ fromMs: 100, toMs: 200 }, 'fromMs', 900, 1000)
    expect(turned.fromMs).toBeLessThan(turned.toMs)
  })

  it('fits a span with air around it', () => {
    const window = fitWindow(100, 200, 1000)
    expect([window.fromMs, window.toMs]).toEqual([95, 205])
  })

  it('places a stretch in percent and drops what is out of sight', () => {
    expect(placeInWindow({ fromMs: 100, toMs: 200 }, 150, 400)).toEqual({ leftPercent: 50, widthPercent: 50 })
    expect(placeInWindow({ fromMs: 100, toMs: 200 }, 0, 50)).toBeUndefined()
    expect(placeInWindow({ fromMs: 0, toMs: 100 }, 50, 50)).toEqual({ leftPercent: 50, widthPercent: 0 })
  })
})
