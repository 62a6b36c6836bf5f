import { AppError } from '../base/errors.ts'
import { conditionsOf, parseFilter } from '../filter/filter.ts'
import type { Condition } from '../model/filter.ts'
import { STATUSES, type Status } from '../model/outcome.ts'

export type FilterTarget = 'sessions' | 'traces'

/** A filter text to the conditions that must all hold. What cannot be understood is refused with its place, never dropped. */
export function readFilter(text: string, target: FilterTarget, nowMs: number): Condition[] {
  const terms = parseFilter(text, target === 'sessions' ? 'session' : 'trace', nowMs)
  const fault = terms.find((term) => term.fault !== undefined)?.fault
  if (fault === undefined) return conditionsOf(terms)
  const { message, hint, start } = fault
  throw new AppError('bad_input', 'bad_filter', `${message} (at character ${start + 1})`, { field: 'q', hint, position: start })
}

/** `ok,error` to statuses. */
export function parseStatuses(text: string): Status[] {
  return text.split(',').map((word) => {
    const status = STATUSES.find((known) => known === word.trim().toLowerCase())
    if (status !== undefined) return status
    throw new AppError('bad_input', 'bad_filter', `Unknown status \`${word.trim()}\`. Allowed: ${STATUSES.join(', ')}.`, {
      field: 'status',
    })
  })
}
