import { Link } from '@tanstack/react-router'
import { ListTree } from 'lucide-react'
import type { ListSearch } from './list-links.ts'

const LOOK = 'inline-flex size-6 flex-none items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink'

type OpenListProps = { project: string; list: 'sessions' | 'traces'; title: string; search: ListSearch }

/** What a card tells of, as the list it is counted from. */
export function OpenList({ project, list, title, search }: OpenListProps) {
  return (
    <Link
      to={`/p/$project/${list}`}
      params={{ project }}
      search={search}
      aria-label={`Open ${title} as a list of ${list}`}
      data-tip={`Open as a list of ${list}`}
      className={LOOK}
    >
      <ListTree size={16} aria-hidden />
    </Link>
  )
}
