/** Heights inside the strip, from top to bottom: glyphs, bars, clock. */
export const STRIP_PX = 56
export const BARS_TOP_PX = 14
export const BARS_PX = 27
export const CLOCK_BASE_PX = STRIP_PX - 3
