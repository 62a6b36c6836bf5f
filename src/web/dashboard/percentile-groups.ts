import { listSearch, valueTerms } from './list-links.ts'
import type { Question } from './use-dashboard.ts'

export const GROUPS = [
  { key: 'name', label: 'Trace name' },
  { key: 'session', label: 'Session' },
  { key: 'span', label: 'Span name' },
  { key: 'model', label: 'Model' },
  { key: 'tool', label: 'Tool' },
] as const
export type Group = (typeof GROUPS)[number]['key']

/** The list of traces behind a name, slowest first; of a session, the session. */
export function groupLink(question: Question, range: { from?: string; to?: string }, group: Group, name: string) {
  if (group === 'session') return { to: '/p/$project/sessions/$sessionId' } as const
  const [term = ''] = valueTerms(group === 'span' ? 'name' : group, name)
  const search = { ...listSearch(question, range, [group === 'span' ? `any(span ${term})` : term]), sort: '-durationMs' }
  return { to: '/p/$project/traces', search } as const
}
