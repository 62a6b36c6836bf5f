/** The part of the time axis in view, in milliseconds from the first moment of the trace. */
export type TimeWindow = { readonly fromMs: number; readonly toMs: number }

const MICROSECOND_MS = 0.001

export function wholeWindow(lengthMs: number): TimeWindow {
  return { fromMs: 0, toMs: Math.max(lengthMs, MICROSECOND_MS) }
}

/** The window around a span with some air; a point gets a window of a tenth of a millisecond. */
export function fitWindow(startMs: number, endMs: number, lengthMs: number): TimeWindow {
  const air = Math.max((endMs - startMs) * 0.05, MICROSECOND_MS * 50)
  return clampWindow({ fromMs: startMs - air, toMs: endMs + air }, lengthMs)
}

/** `factor` below 1 zooms in. The moment at `anchor` (0 left edge, 1 right edge) stays where it is. */
export function zoomWindow(window: TimeWindow, factor: number, anchor: number, lengthMs: number): TimeWindow {
  const width = window.toMs - window.fromMs
  const zoomed = Math.max(width * factor, MICROSECOND_MS)
  const fixedMs = window.fromMs + width * anchor
  const fromMs = fixedMs - zoomed * anchor
  return clampWindow({ fromMs, toMs: fromMs + zoomed }, lengthMs)
}

/** `share` of the window's width; negative is to the left. */
export function panWindow(window: TimeWindow, share: number, lengthMs: number): TimeWindow {
  const step = (window.toMs - window.fromMs) * share
  return clampWindow({ fromMs: window.fromMs + step, toMs: window.toMs + step }, lengthMs)
}

/** One edge of the window goes to a moment, the other stays. */
export function moveEdge(window: TimeWindow, edge: 'fromMs' | 'toMs', ms: number, lengthMs: number): TimeWindow {
  const atMs = Math.min(Math.max(ms, 0), lengthMs)
  return edge === 'fromMs'
    ? { fromMs: Math.min(atMs, window.toMs - MICROSECOND_MS), toMs: window.toMs }
    : { fromMs: window.fromMs, toMs: Math.max(atMs, window.fromMs + MICROSECOND_MS) }
}

/** Keeps the width where it can and stays inside the trace. */
export function clampWindow({ fromMs, toMs }: TimeWindow, lengthMs: number): TimeWindow {
  const whole = wholeWindow(lengthMs)
  const width = toMs - fromMs
  if (!(width < whole.toMs)) return whole
  if (fromMs < 0) return { fromMs: 0, toMs: width }
  if (toMs > whole.toMs) return { fromMs: whole.toMs - width, toMs: whole.toMs }
  return { fromMs, toMs }
}

export function isWhole(window: TimeWindow, lengthMs: number): boolean {
  const whole = wholeWindow(lengthMs)
  return window.fromMs <= 0 && window.toMs >= whole.toMs
}

/** Where a stretch of time lies in the window, in percent of its width; `undefined` when it is out of sight. */
export function placeInWindow(
  window: TimeWindow,
  startMs: number,
  endMs: number,
): { leftPercent: number; widthPercent: number } | undefined {
  if (endMs < window.fromMs || startMs > window.toMs) return undefined
  const width = window.toMs - window.fromMs
  const left = Math.max(startMs, window.fromMs)
  const right = Math.min(endMs, window.toMs)
  return { leftPercent: ((left - window.fromMs) / width) * 100, widthPercent: ((right - left) / width) * 100 }
}
