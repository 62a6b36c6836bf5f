type Keyed = { readonly key: string; readonly isOptional?: boolean }
type Sized = { readonly key: string; readonly widthPx: number; readonly grows?: boolean }

/** Pixels by column key, of those that somebody sized. */
export type Widths = ReadonlyMap<string, number>

const LEAST_PX = 48
const MOST_PX = 1200

/** The columns a comma list of keys names, in its order. The first column names the row and is always first; unknown keys are no columns. */
export function chosenColumns<C extends Keyed>(all: readonly C[], keys: string | undefined): readonly C[] {
  const usual = all.filter(({ isOptional }) => !isOptional)
  if (keys === undefined) return usual
  const [first, ...others] = all
  const named = [...new Set(keys.split(','))].flatMap((key) => others.find((column) => column.key === key) ?? [])
  return first ? [first, ...named] : []
}

/** The comma list of columns; absent when they are the usual ones in the usual order. */
export function writeKeys(all: readonly Keyed[], shown: readonly Keyed[]): string | undefined {
  const text = keysOf(shown)
  return text === keysOf(chosenColumns(all, undefined)) ? undefined : text
}

export function keysOf(columns: readonly Keyed[]): string {
  return columns.map(({ key }) => key).join(',')
}

/** The columns with one at another place; never before the first, which stays. */
export function withMoved<C extends Keyed>(columns: readonly C[], key: string, to: number): readonly C[] {
  const at = columns.findIndex((column) => column.key === key)
  const column = columns[at]
  if (column === undefined || at === 0) return columns
  const others = columns.filter((one) => one !== column)
  const place = Math.min(Math.max(to, 1), others.length)
  return [...others.slice(0, place), column, ...others.slice(place)]
}

/** `createdAt:180,id:320`; what is not such a pair is no width. */
export function readWidths(text: string | undefined): Widths {
  const pairs = (text ?? '').split(',').map((pair) => pair.split(':') as [string, string?])
  return new Map(pairs.flatMap(([key, px]) => (Number(px) > 0 ? [[key, boundPx(Number(px))] as const] : [])))
}

/** With one column as wide as said, or with its usual width. */
export function writeWidths(widths: Widths, key: string, px: number | undefined): string | undefined {
  const next = new Map(widths)
  if (px === undefined) next.delete(key)
  else next.set(key, boundPx(px))
  return next.size === 0 ? undefined : [...next].map((pair) => pair.join(':')).join(',')
}

function boundPx(px: number): number {
  return Math.round(Math.min(Math.max(px, LEAST_PX), MOST_PX))
}

/** The tracks of a CSS grid, and the least width all of them need. */
export function tracksOf(columns: readonly Sized[], widths: Widths): { readonly tracks: string; readonly leastPx: number } {
  let leastPx = 0
  const tracks = columns.map(({ key, widthPx, grows }) => {
    const px = widths.get(key)
    leastPx += px ?? widthPx
    return px === undefined && grows ? `minmax(${widthPx}px, 1fr)` : `${px ?? widthPx}px`
  })
  return { tracks: tracks.join(' '), leastPx }
}
