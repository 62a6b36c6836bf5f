import { Link } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { describeTime, formatClock } from '../../format/time.ts'
import { StatusBadge } from '../../ui/glyphs.tsx'
import { CostOf, Count } from '../../ui/value.tsx'
import { useScene } from './scene.ts'

const OVERLAPS_SHOWN = 3
const DOTTED = "[&>*+*]:before:pe-1.5 [&>*+*]:before:content-['·']"

/** Opens a turn: its number, when, how long, what it used. It stays in view while the turn is read. */
export function TurnLine({ place, headingId }: { place: OutlineTurn; headingId: string }) {
  const { project } = useScene()
  const { overlaps = [] } = place
  const others = overlaps.slice(0, OVERLAPS_SHOWN).map((index) => index + 1)
  const isArriving = place.status === 'running'
  return (
    <div className="sticky top-0 z-10 flex min-h-9 items-center gap-x-2 bg-bg text-12 text-ink-3">
      <h2 id={headingId} className="flex-none text-13 font-semibold text-ink">
        Turn {place.index + 1}
      </h2>
      <p className={`flex min-w-0 items-center gap-x-1.5 overflow-hidden whitespace-nowrap ${DOTTED}`}>
        <time dateTime={place.startedAt} data-tip={describeTime(place.startedAt)}>
          {formatClock(new Date(place.startedAt))}
        </time>
        <span>
          {isArriving && '≥ '}
          {formatDuration(place.durationMs)}
        </span>
        {place.totalTokens !== undefined && (
          <span>
            <Count value={place.totalTokens} isApproximate={place.isApproximate} isArriving={isArriving} /> tokens
          </span>
        )}
        {place.costUsd !== undefined && (
          <span className="max-sm:hidden">
            <CostOf row={place} />
          </span>
        )}
        {others.length > 0 && (
          <span>
            overlaps turn {others.join(', ')}
            {overlaps.length > others.length && ' …'}
          </span>
        )}
      </p>
      {place.status !== 'ok' && (
        <span className="flex-none">
          <StatusBadge status={place.status} label={place.isRecovered ? 'Recovered error' : undefined} />
        </span>
      )}
      <span aria-hidden className="min-w-4 flex-1 border-t border-border" />
      <Link
        to="/p/$project/traces/$traceId"
        params={{ project, traceId: place.traceId }}
        data-tip={`${place.name}\nOpen the trace of this turn  O`}
        className="inline-flex min-h-6 flex-none items-center gap-0.5 rounded-control text-ink-2 hover:text-accent hover:underline"
      >
        Open trace <ArrowUpRight size={13} aria-hidden />
      </Link>
    </div>
  )
}
