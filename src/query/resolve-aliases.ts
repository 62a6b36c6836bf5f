import { exactly, type Condition, type Filter } from '../model/filter.ts'
import type { Reads } from '../store/store.ts'

/** Session ids in a filter may be aliases; afterwards they are ids of sessions. Patterns stay as they are. */
export async function resolveAliases(reads: Reads, filter: Filter): Promise<Filter> {
  const conditions = await Promise.all(filter.conditions.map((condition) => resolve(reads, filter.projectId, condition)))
  return { ...filter, conditions }
}

async function resolve(reads: Reads, projectId: string, condition: Condition): Promise<Condition> {
  if (condition.kind === 'inside') {
    return { ...condition, conditions: await Promise.all(condition.conditions.map((inner) => resolve(reads, projectId, inner))) }
  }
  if (condition.kind !== 'field' || condition.field !== 'session') return condition
  const ids = condition.anyOf.flatMap((match) => (match.kind === 'text' && !match.isPattern ? [match.text] : []))
  const patterns = condition.anyOf.filter((match) => match.kind === 'text' && match.isPattern)
  return { ...condition, anyOf: [...exactly('session', await reads.resolveSessionIds(projectId, ids)).anyOf, ...patterns] }
}
