import type { Placed } from '../chart/folded-scale.ts'
import { formatDuration } from '../format/duration.ts'
import { NameSplitter } from './name-splitter.tsx'
import { SPAN_COLUMNS } from './span-columns.ts'
import { ticksIn, type TimePiece, type TraceTime } from './trace-time.ts'
import { placeInWindow, type TimeWindow } from './zoom.ts'

const TICKS = 5
/** A label nearer to the right edge than this would be cut. */
const LAST_LABEL_PERCENT = 88

type AxisProps = { window: TimeWindow; time: TraceTime }

function percentIn(window: TimeWindow, ms: number): number {
  return ((ms - window.fromMs) / (window.toMs - window.fromMs)) * 100
}

/** The heads of the columns, with round moments over the lane. */
export function TimeAxis({ window, time }: AxisProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={`${SPAN_COLUMNS} sticky top-0 z-10 h-7 items-center border-b border-border bg-sunken text-12 text-ink-3`}
    >
      <div role="columnheader" className="ps-2">
        Span
      </div>
      <div role="columnheader" className="relative pe-2 text-end">
        <NameSplitter />
        Duration
      </div>
      <div role="columnheader" className="@container relative h-full overflow-hidden text-11">
        <span className="sr-only">Time</span>
        {time.pieces.map((piece) => piece.isGap && <GapLabel key={piece.fromMs} piece={piece} window={window} />)}
        {ticksIn(time, window, TICKS).map((tick, at) => {
          const percent = percentIn(window, time.place(tick))
          const isLast = percent > LAST_LABEL_PERCENT
          return (
            <span
              key={tick}
              className={`absolute top-1.5 whitespace-nowrap ${roomFor(at)} ${isLast ? '-translate-x-full pe-1' : 'ps-1'}`}
              style={{ left: `${percent}%` }}
            >
              {tick === 0 ? '0' : formatDuration(tick)}
            </span>
          )
        })}
      </div>
    </div>
  )
}

/** A narrow lane leaves out every second label, a very narrow one all but the first. */
function roomFor(at: number): string {
  if (at === 0) return ''
  return at % 2 === 0 ? 'hidden @min-[11rem]:inline' : 'hidden @min-[22rem]:inline'
}

/** Fine lines under the bars where the axis has its moments. */
export function TimeGrid({ window, time }: AxisProps) {
  return (
    <div aria-hidden className={`${SPAN_COLUMNS} pointer-events-none absolute inset-0`}>
      <div />
      <div />
      <div className="relative overflow-hidden">
        {time.pieces.map((piece) => piece.isGap && <Gap key={piece.fromMs} piece={piece} window={window} />)}
        {ticksIn(time, window, TICKS).map((tick) => (
          <div key={tick} className="absolute inset-y-0 w-px bg-border" style={{ left: `${percentIn(window, time.place(tick))}%` }} />
        ))}
      </div>
    </div>
  )
}

/** Time left out: a band between dashed lines, over the whole height. */
function Gap({ piece: { from, size }, window }: { piece: Placed<TimePiece>; window: TimeWindow }) {
  const place = placeInWindow(window, from, from + size)
  return (
    place && (
      <div
        className="absolute inset-y-0 border-x border-dashed border-control bg-sunken"
        style={{ left: `${place.leftPercent}%`, width: `${place.widthPercent}%` }}
      />
    )
  )
}

/** How long a gap really is, over its band. */
function GapLabel({ piece: { from, size, fromMs, toMs }, window }: { piece: Placed<TimePiece>; window: TimeWindow }) {
  const place = placeInWindow(window, from, from + size)
  const words = formatDuration(toMs - fromMs)
  return (
    place && (
      <span
        data-tip={`${words} in which no step was at work`}
        className="absolute inset-y-0 flex items-center justify-center overflow-hidden border-x border-dashed border-control bg-bg whitespace-nowrap text-ink-2"
        style={{ left: `${place.leftPercent}%`, width: `${place.widthPercent}%` }}
      >
        {words}
      </span>
    )
  )
}
