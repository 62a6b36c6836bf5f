import { formatAge } from './duration.ts'
import { wallTime } from './zone.ts'

const RELATIVE_FOR_MS = 7 * 24 * 3_600_000
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

let zone: string | undefined

/** The zone every time on screen is shown in; asking for it takes longer than writing a time. */
export function browserZone(): string {
  return (zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone)
}

/** In a table: `2h ago` under 7 days, then the date. */
export function formatWhen(iso: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(iso)
  // A sender's clock may run ahead of ours; a minute of that is "now", more is shown as the time it says.
  if (ageMs < -60_000 || ageMs >= RELATIVE_FOR_MS) return formatDateTime(iso, nowMs)
  return `${formatAge(ageMs)} ago`
}

/** `22 Nov 09:26:47`; `22 Nov 2025 09:26` when it is not this year. */
export function formatDateTime(iso: string | number, nowMs: number, withSeconds = true): string {
  const at = new Date(iso)
  const isThisYear = at.getFullYear() === new Date(nowMs).getFullYear()
  const year = isThisYear ? '' : ` ${at.getFullYear()}`
  return `${at.getDate()} ${MONTHS[at.getMonth()]}${year} ${formatClock(at, withSeconds && isThisYear)}`
}

/** `22 Nov 09:26` on the clock of a zone, with the year when it is another one. */
export function formatMoment(ms: number, zone: string, nowMs: number, withSeconds = false): string {
  const { year, month, day, hour, minute, second } = wallTime(ms, zone)
  const isThisYear = year === wallTime(nowMs, zone).year
  const clock = [hour, minute, ...(withSeconds ? [second] : [])].map(pad).join(':')
  return `${day} ${MONTHS[month - 1]}${isThisYear ? '' : ` ${year}`} ${clock}`
}

/** For a tooltip: the zone's time with milliseconds, UTC, and epoch milliseconds. */
export function describeTime(iso: string): string {
  const at = new Date(iso)
  const ms = String(at.getMilliseconds()).padStart(3, '0')
  const local = `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()} ${formatClock(at, true)}.${ms}`
  return `${local} ${browserZone()}\n${at.toISOString()}\n${at.getTime()}`
}

/** `09:26:47` in the zone of the browser. */
export function formatClock(at: Date, withSeconds = true): string {
  const parts = [at.getHours(), at.getMinutes(), ...(withSeconds ? [at.getSeconds()] : [])]
  return parts.map(pad).join(':')
}

/** `07`. */
export function pad(part: number): string {
  return String(part).padStart(2, '0')
}
