import { ABSENT } from './number.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })

/** Three significant digits up to a minute (0.25 ms, 859 ms, 3.63 s, 59.9 s), then 1m 05s, 2h 04m, 3d 4h. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined) return ABSENT
  // Differences of decimals leave less than a nanosecond.
  if (Math.abs(ms) < 0.5e-6) return '0 ms'
  if (ms < 0.001) return `${significant(ms * 1e6)} ns`
  if (ms < 0.01) return `${significant(ms * 1e3)} µs`
  if (ms < 999.5) return `${significant(ms)} ms`
  if (ms < 59_950) return `${significant(ms / SECOND)} s`
  const seconds = Math.round(ms / SECOND)
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`
  const minutes = Math.round(ms / MINUTE)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`
  const hours = Math.round(ms / HOUR)
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}

/** For a tooltip: the value in full, to the nanosecond. */
export function formatExactDuration(ms: number): string {
  return `${exact.format(ms)} ms`
}

/** One word of age: 12s, 41m, 2h, 3d. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms)
  if (age < MINUTE) return `${Math.floor(age / SECOND)}s`
  if (age < HOUR) return `${Math.floor(age / MINUTE)}m`
  if (age < DAY) return `${Math.floor(age / HOUR)}h`
  return `${Math.floor(age / DAY)}d`
}

function significant(value: number): string {
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
  return value.toFixed(digits).replace(/\.0+$/, '')
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
