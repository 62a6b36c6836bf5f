/** One bar: its parts from the bottom up, by series. A part that nothing reported is absent, which is not zero. */
export type Bar = {
  readonly parts: readonly (number | undefined)[]
  /** A mark across the bar: what it must not exceed. */
  readonly limit?: number
}

/** Neighbouring bars that share a place; the largest of them stands for all. Indexes into the bars. */
export type Bin = { readonly first: number; readonly last: number; readonly shown: number }

/** All parts that are known; absent when none is. */
export function totalOf(bar: Bar): number | undefined {
  return stackOf(bar).at(-1)?.to
}

/** The known parts of a bar, each from where the ones below it end. */
export function stackOf({ parts }: Bar): readonly { readonly series: number; readonly from: number; readonly to: number }[] {
  const stack: { series: number; from: number; to: number }[] = []
  parts.forEach((part, series) => {
    const from = stack.at(-1)?.to ?? 0
    if (part !== undefined) stack.push({ series, from, to: from + part })
  })
  return stack
}

/** At most `most` bins of equally many bars each; the last may hold fewer. */
export function binBars(bars: readonly Bar[], most: number): readonly Bin[] {
  const perBin = Math.max(1, Math.ceil(bars.length / Math.max(1, most)))
  return Array.from({ length: Math.ceil(bars.length / perBin) }, (_, bin) => {
    const first = bin * perBin
    const last = Math.min(first + perBin, bars.length) - 1
    let shown = first
    for (let at = first + 1; at <= last; at++) if (sizeOf(bars[at]) > sizeOf(bars[shown])) shown = at
    return { first, last, shown }
  })
}

function sizeOf(bar: Bar | undefined): number {
  return (bar && totalOf(bar)) ?? -1
}

export function hasLimitInSight(bars: readonly Bar[]): boolean {
  const reach = reachOf(bars)
  return bars.some(({ limit }) => limit !== undefined && limit <= reach)
}

/** How high the axis goes. A limit counts while it leaves the bars room to be read. */
export function reachOf(bars: readonly Bar[]): number {
  const highest = bars.reduce((most, bar) => Math.max(most, totalOf(bar) ?? 0), 0)
  const limit = bars.reduce((most, bar) => Math.max(most, bar.limit ?? 0), 0)
  return limit <= highest * 3 ? Math.max(highest, limit) : highest
}
