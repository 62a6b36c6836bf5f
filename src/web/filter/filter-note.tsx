import { TriangleAlert } from 'lucide-react'
import { formatCount, formatPlural } from '../format/number.ts'
import { describeFault, MAX_FILTER_LENGTH, type LeftOut } from './filter-text.ts'

type FilterNoteProps = {
  id: string
  leftOut: readonly LeftOut[]
  /** Characters of the filter. */
  length: number
  /** What the server says is wrong. */
  error: string | undefined
}

/** What of the filter is not asked, and why. */
export function FilterNote({ id, leftOut, length, error }: FilterNoteProps) {
  const limit = `${formatCount(length)} of at most ${formatCount(MAX_FILTER_LENGTH)} characters`
  const isFull = length >= MAX_FILTER_LENGTH
  if (error === undefined && leftOut.length === 0 && !isFull) return null
  return (
    <div id={id} role="status" className="flex min-w-0 flex-col text-12">
      {error !== undefined && (
        <p role="alert" className="break-words text-error">
          {error}
        </p>
      )}
      {leftOut.length > 0 && (
        <p className="flex min-w-0 items-center gap-1 text-warning" data-tip={leftOut.map(({ fault }) => describeFault(fault)).join('\n')}>
          <TriangleAlert size={12} aria-hidden className="flex-none" />
          <span className="min-w-0 truncate">
            {formatPlural(leftOut.length, 'term')} left out: <bdi>{leftOut.map(({ fault }) => describeFault(fault)).join(' ')}</bdi>
          </span>
        </p>
      )}
      {isFull && (
        <p className="text-warning">
          {limit}
          {length > MAX_FILTER_LENGTH && ': too long to be asked.'}
        </p>
      )}
    </div>
  )
}
