/** Not reported. Never used for zero. */
export const ABSENT = '—'

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** 8,318 */
export function formatCount(count: number | undefined): string {
  return count === undefined ? ABSENT : grouped.format(count)
}

/** For sums and tiles: full below a million, then 9.41M. */
export function formatCompact(count: number | undefined): string {
  if (count === undefined) return ABSENT
  return Math.abs(count) < 1_000_000 ? grouped.format(count) : compact.format(count)
}

/** A share of one: 0 %, < 0.1 %, 2.4 %, 63 %. */
export function formatPercent(share: number | undefined): string {
  if (share === undefined) return ABSENT
  const percent = share * 100
  if (percent === 0) return '0 %'
  if (percent < 0.1) return '< 0.1 %'
  return percent < 9.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`
}

export function formatBytes(bytes: number): string {
  let unit = 0
  let size = bytes
  while (size >= 1024 && unit < BYTE_UNITS.length - 1) {
    size /= 1024
    unit++
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1
  return `${size.toFixed(digits)} ${BYTE_UNITS[unit]}`
}

/** $0, $0.0042, $18.42, $1,234 */
export function formatCost(usd: number | undefined): string {
  if (usd === undefined) return ABSENT
  if (usd === 0) return '$0'
  const size = Math.abs(usd)
  if (size < 0.01) return `$${Number(usd.toPrecision(2)).toFixed(decimalsFor(size))}`
  return size < 100 ? `$${usd.toFixed(2)}` : `$${grouped.format(usd)}`
}

/** `1 trace`, `2 traces`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${unit(count, one, many)}`
}

/** The word alone, to go after a number that is shown some other way. */
export function unit(count: number | undefined, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}

function decimalsFor(size: number): number {
  return Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(size))))
}
