export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
export type Size = { readonly width: number; readonly height: number }

const MARGIN = 8

/** Where an overlay goes: below its anchor, above when there is no room, always inside the window. */
export function placeBeside(
  anchor: Box,
  overlay: Size,
  view: Size,
  align: 'start' | 'end' | 'center',
  gap = 4,
): { left: number; top: number } {
  const wanted =
    align === 'start' ? anchor.left : align === 'end' ? anchor.right - overlay.width : (anchor.left + anchor.right - overlay.width) / 2
  const below = anchor.bottom + gap
  const above = anchor.top - gap - overlay.height
  const hasRoomBelow = below + overlay.height <= view.height - MARGIN
  const top = hasRoomBelow || above < MARGIN ? below : above
  return {
    left: Math.max(MARGIN, Math.min(wanted, view.width - overlay.width - MARGIN)),
    top: Math.max(MARGIN, Math.min(top, view.height - overlay.height - MARGIN)),
  }
}

export function viewSize(): Size {
  return { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight }
}
