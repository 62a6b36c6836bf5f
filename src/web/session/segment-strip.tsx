import clsx from 'clsx'
import type { SessionDetail } from '../../api/contract/session.ts'
import { formatDuration } from '../format/duration.ts'
import { formatDateTime } from '../format/time.ts'
import { useNow } from '../format/now.ts'

type Segment = SessionDetail['segments'][number]

/** More than fit on a line say nothing. */
const MOST_SEGMENTS = 80
const WORDS = { active: 'Active', waiting: 'Waiting for a human', idle: 'Idle' }
const LOOKS = {
  active: 'min-w-1.5 border border-accent bg-accent-soft',
  waiting: 'min-w-13 border border-waiting bg-waiting-soft text-waiting',
  idle: 'min-w-6 border-y border-dashed border-control text-ink-3',
}

/** When the session worked, waited and rested. Work is drawn to scale, rests are folded to their length in words. */
export function SegmentStrip({ segments, waitingSince }: { segments: readonly Segment[]; waitingSince: string | undefined }) {
  const now = useNow()
  if (segments.length < 2 || segments.length > MOST_SEGMENTS) return null
  const activeMs = segments.reduce((sum, one) => sum + (one.kind === 'active' ? one.durationMs : 0), 0)
  return (
    <div role="img" aria-label={describe(segments)} className="flex h-5 items-stretch gap-px overflow-hidden text-11">
      {segments.map((segment, at) => (
        <span
          key={at}
          data-tip={`${WORDS[segment.kind]} ${formatDuration(segment.durationMs)}\nfrom ${formatDateTime(segment.startedAt, now)}`}
          style={{ flexGrow: segment.kind === 'active' ? Math.max(1, (segment.durationMs / activeMs) * 100) : 4, flexBasis: 0 }}
          className={clsx('flex items-center justify-center overflow-hidden rounded-control px-0.5 whitespace-nowrap', LOOKS[segment.kind])}
        >
          {segment.kind !== 'active' && segments.length < 24 && (
            <span className="hidden md:inline">{formatDuration(segment.durationMs)}</span>
          )}
        </span>
      ))}
      {waitingSince && (
        <span
          data-tip={`Waiting for a human since ${formatDateTime(waitingSince, now)}`}
          style={{ flexGrow: 8, flexBasis: 0 }}
          className={clsx('flex items-center justify-center rounded-control', LOOKS.waiting)}
        >
          waiting
        </span>
      )}
    </div>
  )
}

function describe(segments: readonly Segment[]): string {
  const total = (kind: Segment['kind']) => segments.reduce((sum, one) => sum + (one.kind === kind ? one.durationMs : 0), 0)
  return `Timeline: active ${formatDuration(total('active'))}, waiting ${formatDuration(total('waiting'))}, idle ${formatDuration(total('idle'))}`
}
