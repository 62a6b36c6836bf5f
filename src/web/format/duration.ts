export { formatAge, formatDuration, formatExactDuration } from '../../base/format/duration.ts'

/** As a stopwatch counts: 0:07, 12:30, 1:02:30. */
export function formatStopwatch(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${pad(seconds % 60)}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
