import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { formatPlural } from '../format/number.ts'
import type { Range } from '../url/range.ts'

/** Traces that name no session are never hidden. */
export function NoSessionBanner({ project, count, range }: { project: string; count: number; range: Range }) {
  if (count === 0) return null
  return (
    <p className="flex flex-none flex-wrap items-center gap-x-2 border-b border-border bg-warning-soft px-3 py-1.5 text-ink">
      <TriangleAlert size={14} aria-hidden className="text-warning" />
      {formatPlural(count, 'trace has', 'traces have')} no session id
      <Link
        to="/p/$project/traces"
        params={{ project }}
        search={{ from: range.from, to: range.to, q: '-has:session' }}
        className="font-medium text-accent underline"
      >
        View
      </Link>
      <Link to="/p/$project/doctor" params={{ project }} className="font-medium text-accent underline">
        How to fix it
      </Link>
    </p>
  )
}
