import type { Filter } from '../model/filter.ts'
import type { Reads } from '../store/store.ts'

/** Session ids in a filter may be aliases; afterwards they are ids of sessions. */
export async function resolveAliases(reads: Reads, filter: Filter): Promise<Filter> {
  const conditions = await Promise.all(
    filter.conditions.map(async (condition) =>
      condition.kind === 'session' ? { ...condition, anyOf: await reads.resolveSessionIds(filter.projectId, condition.anyOf) } : condition,
    ),
  )
  return { ...filter, conditions }
}
