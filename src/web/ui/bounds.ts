export type Bounds = { readonly least: number; readonly usual: number; readonly most: number }

/** A remembered width, as far as it is one that fits. */
export function readWithin(stored: string | undefined, { least, usual, most }: Bounds): number {
  const px = Number(stored ?? usual)
  return Number.isFinite(px) ? Math.min(Math.max(px, least), most) : usual
}
