export type Stretch = { readonly fromMs: number; readonly toMs: number }
/** `from` and `size` are in the units the scale was made with: pixels, or milliseconds of which some are left out. */
export type Placed<P extends Stretch> = P & { readonly from: number; readonly size: number }
/** Time along a line on which not every moment has the same room. */
export type Scale<P extends Stretch = Stretch> = {
  readonly pieces: readonly Placed<P>[]
  readonly length: number
  /** Where a moment lies. Never falls as time goes on; moments outside lie at the ends. */
  readonly place: (ms: number) => number
  /** The moment that lies there: undoes `place`. */
  readonly momentAt: (place: number) => number
}

/** Lays pieces end to end, each as long as its size says, and time within it evenly. */
export function layOut<P extends Stretch>(pieces: readonly P[], sizes: readonly number[]): Scale<P> {
  let length = 0
  const placed = pieces.map((piece, at) => {
    const from = length
    const size = sizes[at] ?? 0
    length += size
    return { ...piece, from, size }
  })
  return {
    pieces: placed,
    length,
    place: (ms) => {
      const piece = lastWhere(placed, (one) => one.fromMs <= ms)
      return piece ? piece.from + piece.size * shareOf(ms, piece.fromMs, piece.toMs) : 0
    },
    momentAt: (place) => {
      const piece = lastWhere(placed, (one) => one.from <= place) ?? placed[0]
      return piece ? piece.fromMs + (piece.toMs - piece.fromMs) * shareOf(place, piece.from, piece.from + piece.size) : 0
    },
  }
}

function shareOf(value: number, from: number, to: number): number {
  return to > from ? Math.min(Math.max((value - from) / (to - from), 0), 1) : 0
}

/** The last of those that hold; they come first. */
function lastWhere<T>(items: readonly T[], holds: (item: T) => boolean): T | undefined {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(items[middle] as T)) low = middle + 1
    else high = middle
  }
  return items[low - 1]
}
