import { OctagonX, type LucideIcon } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { describeFailure } from '../data/failure.ts'
import { Button } from './button.tsx'

type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode; actions?: ReactNode }

/** Says why there is nothing and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center gap-2 px-6 py-16 text-center">
      <Icon size={28} aria-hidden className="text-ink-3" strokeWidth={1.5} />
      <h2 className="text-16 font-semibold">{title}</h2>
      {children && <div className="text-14 text-ink-2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

/** What failed, in the server's words, with the request id to quote. */
export function ErrorPanel({
  error,
  onRetry,
  title = 'This could not be loaded',
}: {
  error: unknown
  onRetry?: () => void
  title?: string
}) {
  const failure = describeFailure(error)
  return (
    <div role="alert" className="m-4 flex items-start gap-3 rounded-card border border-error bg-error-soft p-4">
      <OctagonX size={18} aria-hidden className="mt-0.5 flex-none text-error" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-error">{title}</p>
        <p className="break-words text-ink">{failure.detail}</p>
        {failure.hint && <p className="text-ink-2">{failure.hint}</p>}
        {failure.requestId && <p className="mt-1 font-mono text-12 text-ink-2">request {failure.requestId}</p>}
      </div>
      {onRetry && <Button onClick={onRetry}>Retry</Button>}
    </div>
  )
}

/** Grey bars where rows will be, only when the wait is long enough to notice. */
export function Skeleton({ rows = 12, rowHeight = 44 }: { rows?: number; rowHeight?: number }) {
  const isLate = useIsLate(150)
  if (!isLate) return null
  return (
    <div role="status" aria-label="Loading" className="w-full">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} style={{ height: rowHeight }} className="flex items-center gap-4 border-b border-border px-3">
          <div className="h-3 flex-1 animate-pulse rounded-control bg-hover" />
          <div className="h-3 w-1/3 animate-pulse rounded-control bg-hover" />
        </div>
      ))}
    </div>
  )
}

/** True once the component has been there for a while. */
export function useIsLate(ms: number): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isLate
}
