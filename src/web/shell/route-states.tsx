import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState, ErrorPanel } from '../ui/states.tsx'

/** A screen that failed to render or to load; the rest of the app stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return <ErrorPanel title="This screen failed" error={error} onRetry={reset} />
}

export function NotFound() {
  return (
    <main>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={Compass}
        title="There is nothing at this address"
        actions={
          <Link to="/" className={buttonClass('primary')}>
            Go to sessions
          </Link>
        }
      >
        The link may be cut off, or what it showed was deleted.
      </EmptyState>
    </main>
  )
}
