import type { SpanFact } from '../model/span-fact.ts'
import type { ErrorGroup } from '../model/trace.ts'

const MAX_GROUPS = 50
const MAX_MESSAGE = 500

/** Errors of the same type together; those that tell no type, where they say the same. `errors`: in start order. */
export function groupErrors(errors: readonly SpanFact[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>()
  for (const { errorType: type, errorMessage } of errors) {
    const message = errorMessage.slice(0, MAX_MESSAGE)
    const key = type === '' ? `message ${message}` : `type ${type}`
    const known = groups.get(key)
    if (known === undefined && groups.size === MAX_GROUPS) continue
    groups.set(key, known === undefined ? { type, message, spanCount: 1 } : { ...known, spanCount: known.spanCount + 1 })
  }
  return [...groups.values()]
}
