import { readStored, writeStored } from '../url/stored.ts'

const KEPT = 6

/** Filters that were used before on this list, the latest first. A convenience of this browser; links carry the filter itself. */
export function recentFilters(project: string, scope: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(readStored(nameOf(project, scope)) ?? '[]')
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string' && one !== '').slice(0, KEPT) : []
  } catch {
    return []
  }
}

export function rememberFilter(project: string, scope: string, text: string): void {
  const filter = text.trim()
  if (filter === '') return
  const kept = [filter, ...recentFilters(project, scope).filter((one) => one !== filter)].slice(0, KEPT)
  writeStored(nameOf(project, scope), JSON.stringify(kept))
}

function nameOf(project: string, scope: string): string {
  return `filters.${project}.${scope}`
}
