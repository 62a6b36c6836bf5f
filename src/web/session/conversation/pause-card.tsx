import { CornerDownRight, Hand } from 'lucide-react'
import type { TurnPause } from '../../../api/contract/turn.ts'
import { Folded } from '../../content/folded.tsx'
import { Value } from '../../content/value.tsx'
import { formatDuration } from '../../format/duration.ts'
import { describeTime, formatClock } from '../../format/time.ts'
import { useNow } from '../../format/now.ts'
import { Row } from './row.tsx'
import { useScene } from './scene.ts'
import { Worded } from './worded.tsx'

type PauseCardProps = { traceId: string; pause: TurnPause; question: { readonly index: number; readonly text: string } | undefined }

/** Where it stopped to ask a human: the question, how long that has taken, and where the answer is. */
export function PauseCard({ traceId, pause, question }: PauseCardProps) {
  const { selectSpan } = useScene()
  const isOpen = pause.answeredAt === undefined
  return (
    <Row icon={Hand} label={isOpen ? 'Waiting' : 'Asked'} look="text-waiting">
      <div
        role="group"
        data-message={question?.index}
        aria-label={isOpen ? 'Waiting for a human' : 'Asked a human'}
        className={`rounded-card border px-3 py-1.5 ${isOpen ? 'border-waiting bg-waiting-soft' : 'border-dashed border-waiting'}`}
      >
        <p className="flex flex-wrap items-center gap-x-2 text-12 text-waiting">
          {isOpen ? <Since since={pause.since} /> : <Answered traceId={traceId} pause={pause} />}
          <button
            type="button"
            onClick={() => selectSpan(traceId, pause.spanId, 'io')}
            className="ms-auto min-h-6 rounded-control px-1 text-accent hover:underline"
          >
            Open span
          </button>
        </p>
        <div className="py-1">
          <Question payload={pause.payload} text={question?.text ?? ''} />
        </div>
      </div>
    </Row>
  )
}

/** What is asked, as words where there are some; all that was handed over with it folded below. */
function Question({ payload, text }: { payload: unknown; text: string }) {
  if (text.trim() === '' && payload === undefined) return <p className="text-ink-2">It paused without saying what it asks.</p>
  if (text.trim() === '') {
    return (
      <Folded what="of the question">
        <Value value={payload} label="what it asks" />
      </Folded>
    )
  }
  return (
    <Folded what="of the question">
      <Worded text={text} value={payload} label="question" />
    </Folded>
  )
}

function Since({ since }: { since: string }) {
  const now = useNow()
  return (
    <span>
      <strong className="font-semibold">Waiting for a human</strong>{' '}
      <time dateTime={since} data-tip={describeTime(since)}>
        since {formatClock(new Date(since))}
      </time>{' '}
      · {formatDuration(Math.max(1000, Math.floor((now - Date.parse(since)) / 1000) * 1000))}
    </span>
  )
}

function Answered({ traceId, pause }: { traceId: string; pause: TurnPause }) {
  const { indexOf, openTurn } = useScene()
  const { resumedByTraceId, waitMs } = pause
  const turn = resumedByTraceId === undefined || resumedByTraceId === traceId ? undefined : indexOf(resumedByTraceId)
  return (
    <>
      <span>answered after {formatDuration(waitMs)}</span>
      {turn !== undefined && resumedByTraceId !== undefined && (
        <button
          type="button"
          onClick={() => openTurn(resumedByTraceId)}
          className="inline-flex min-h-6 items-center gap-1 rounded-control font-medium hover:underline"
        >
          <CornerDownRight size={13} aria-hidden /> turn {turn + 1}
        </button>
      )}
    </>
  )
}
