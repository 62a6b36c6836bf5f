import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useMemo, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import type { SessionDetail } from '../../../api/contract/session.ts'
import type { Outline, OutlineTurn } from '../../../api/contract/turn.ts'
import { useNow } from '../../format/now.ts'
import { formatCount } from '../../format/number.ts'
import { formatClock } from '../../format/time.ts'
import { IconButton } from '../../ui/button.tsx'
import { useWidth } from '../../ui/use-width.ts'
import { useStored, writeStored } from '../../url/stored.ts'
import { cutIntoPieces, isStillWaiting, type SessionScale } from './folded-time.ts'
import { StripBars } from './strip-bars.tsx'
import { StripClock } from './strip-clock.tsx'
import { Hatch, Needle, Ring } from './strip-overlays.tsx'
import { STRIP_PX } from './strip-layout.ts'
import { fitToWidth } from './strip-scale.ts'
import { describeTurn, summarize } from './strip-words.ts'
import { placeBlocks, turnNear } from './turn-blocks.ts'

const STORED = 'timeline'

type StripProps = {
  outline: Outline
  session: SessionDetail
  /** Trace id. */
  selected: string | undefined
  /** `isStep`: by key, which is no step of the history. */
  onSelect: (traceId: string, isStep: boolean) => void
  /** The moment a replay has come to, in milliseconds since the epoch; absent while there is none. */
  playhead: number | undefined
  onScrub: (atMs: number) => void
}

/** The whole session on one line: work to scale, pauses folded, turns at one time in lanes. One tab stop; can be put away. */
export function TimelineStrip(props: StripProps) {
  const { outline, session } = props
  const isAway = useStored(STORED) === 'away'
  if (outline.items.length === 0) return null
  const summary = summarize(outline, session)
  return (
    <section aria-label="Timeline" className="flex flex-none items-start gap-1 border-b border-border bg-surface py-1 pr-3 pl-1">
      <IconButton
        icon={isAway ? ChevronRight : ChevronDown}
        label={isAway ? 'Show the timeline' : 'Put the timeline away'}
        aria-expanded={!isAway}
        size={14}
        className="!size-6"
        onClick={() => writeStored(STORED, isAway ? undefined : 'away')}
      />
      {isAway ? <p className="truncate text-12 leading-6 text-ink-2">{summary}</p> : <Strip {...props} summary={summary} />}
    </section>
  )
}

function Strip({ outline, selected, onSelect, playhead, onScrub, summary }: StripProps & { summary: string }) {
  const turns = outline.items
  const [holder, widthPx] = useWidth<HTMLDivElement>()
  const nowMs = useNow()
  const untilMs = isStillWaiting(turns) ? nowMs : 0
  const scale = useMemo(() => fitToWidth(cutIntoPieces(turns, untilMs), widthPx), [turns, untilMs, widthPx])
  const bars = useMemo(() => placeBlocks(turns, scale), [turns, scale])
  const id = useId()
  const at = turns.findIndex((turn) => turn.traceId === selected)
  const choose = (index: number, isStep: boolean) => {
    const turn = turns[Math.min(Math.max(index, 0), turns.length - 1)]
    if (turn) onSelect(turn.traceId, isStep)
  }
  const isReplay = playhead !== undefined

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined && event.key !== 'Home' && event.key !== 'End') return
    event.preventDefault()
    if (isReplay)
      onScrub(scale.momentAt(step === undefined ? (event.key === 'End' ? widthPx : 0) : scale.place(playhead) + step * widthPx * 0.02))
    else if (step === undefined) choose(event.key === 'End' ? turns.length - 1 : 0, true)
    else choose(at < 0 && step < 0 ? turns.length - 1 : at + step, true)
  }

  return (
    <div ref={holder} className="min-w-0 flex-1">
      <div
        role="slider"
        tabIndex={0}
        aria-label={isReplay ? 'Replay' : 'Turn'}
        aria-describedby={`${id}-summary`}
        aria-valuemin={1}
        aria-valuemax={turns.length}
        aria-valuenow={isReplay ? turnNear(turns, playhead) + 1 : Math.max(at, 0) + 1}
        aria-valuetext={
          isReplay ? `at ${formatClock(new Date(playhead))}` : at < 0 ? 'none selected' : describeTurn(turns[at] as OutlineTurn)
        }
        onKeyDown={onKeyDown}
        {...pointerDeeds(scale, turns, isReplay, onScrub, (index) => choose(index, false))}
        className={`cursor-pointer touch-pan-y select-none ${isReplay ? 'touch-none' : ''}`}
      >
        <svg width={widthPx} height={STRIP_PX} aria-hidden className="block overflow-visible">
          <Hatch id={`${id}-hatch`} />
          <StripBars turns={turns} scale={scale} bars={bars} hatchId={`${id}-hatch`} />
          {turns[at] && <Ring turn={turns[at]} at={at} scale={scale} bars={bars} />}
          <StripClock scale={scale} nowMs={nowMs} />
          {isReplay && <Needle at={scale.place(playhead)} widthPx={widthPx} />}
        </svg>
      </div>
      <p id={`${id}-summary`} className="sr-only">
        {summary}
      </p>
      {outline.isCut && (
        <p className="text-11 text-ink-3">
          The first {formatCount(turns.length)} of {formatCount(outline.total)} turns
        </p>
      )}
    </div>
  )
}

/** A click selects a turn; during a replay the pointer drags the needle. */
function pointerDeeds(
  scale: SessionScale,
  turns: readonly OutlineTurn[],
  isReplay: boolean,
  onScrub: (atMs: number) => void,
  onChoose: (index: number) => void,
) {
  const momentOf = (event: PointerEvent | MouseEvent) => scale.momentAt(event.clientX - event.currentTarget.getBoundingClientRect().left)
  if (!isReplay) {
    return {
      onClick: (event: MouseEvent) => {
        const drawn = event.target instanceof Element ? event.target.closest('[data-turn]') : null
        onChoose(drawn ? Number(drawn.getAttribute('data-turn')) : turnNear(turns, momentOf(event)))
      },
    }
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      onScrub(momentOf(event))
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) onScrub(momentOf(event))
    },
  }
}
