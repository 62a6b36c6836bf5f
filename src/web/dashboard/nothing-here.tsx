import { useQuery } from '@tanstack/react-query'
import { read } from '../data/queries.ts'
import { EmptyList } from '../list/empty-list.tsx'
import { normalRange, type Range } from '../url/range.ts'
import type { Question } from './use-dashboard.ts'

type NothingHereProps = {
  question: Question
  range: Range
  onChange: (next: { from?: string; to?: string; q?: string }) => void
}

/** Why there is nothing to draw, and where there is something. */
export function NothingHere({ question: { project, query }, range, onChange }: NothingHereProps) {
  const { data } = useQuery(read('listTraces', { params: { project }, query: { ...query, limit: 1 } }))
  if (!data || data.total > 0) return null
  return (
    <EmptyList
      things="traces"
      project={project}
      range={range}
      q={query.q ?? ''}
      latestActivityAt={data.latestActivityAt}
      onRange={(next) => onChange({ from: undefined, to: undefined, ...normalRange(next) })}
      onFilter={(q) => onChange({ q: q || undefined })}
    />
  )
}
