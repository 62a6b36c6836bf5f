import { Link } from '@tanstack/react-router'
import { keepWindow } from './user-columns.tsx'

const TAB =
  'rounded-control px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent'

/** Each of them, or all together over time. */
export function UsersTabs({ project }: { project: string }) {
  return (
    <nav aria-label="Users" className="flex items-center gap-1">
      <Link
        to="/p/$project/users"
        params={{ project }}
        search={keepWindow}
        activeOptions={{ exact: true, includeSearch: false }}
        className={TAB}
      >
        Users
      </Link>
      <Link to="/p/$project/usage" params={{ project }} search={keepWindow} className={TAB}>
        Usage
      </Link>
    </nav>
  )
}
