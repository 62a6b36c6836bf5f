/** Percentile of ascending numbers, between neighbours in proportion; undefined for none. */
export function percentile(ascending: readonly number[], share: number): number | undefined {
  const position = (ascending.length - 1) * share
  const below = ascending[Math.floor(position)]
  const above = ascending[Math.ceil(position)]
  if (below === undefined || above === undefined) return undefined
  return below + (above - below) * (position - Math.floor(position))
}
