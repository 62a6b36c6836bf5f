import type { Status } from '../../model/outcome.ts'
import type { Paint } from './paint.tsx'

/** From the ground up: what needs somebody lies on top. */
export const STACKED_STATUSES: readonly Status[] = ['ok', 'running', 'waiting', 'error']

/** What is well is quiet. */
export const STATUS_PAINTS: Readonly<Record<Status, Paint>> = {
  ok: { colour: 'text-ok', pattern: 'pale' },
  running: { colour: 'text-running', pattern: 'hatched' },
  waiting: { colour: 'text-waiting', pattern: 'dotted' },
  error: { colour: 'text-error', pattern: 'solid' },
}
