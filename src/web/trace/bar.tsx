import { formatDuration } from '../format/duration.ts'
import { BAR_COLOURS, outlineOf } from './span-look.tsx'
import type { Spans } from './spans.ts'
import type { TraceTime } from './trace-time.ts'
import type { Tree } from './tree.ts'
import { placeInWindow, type TimeWindow } from './zoom.ts'

const HATCHED = '[mask-image:repeating-linear-gradient(135deg,black_0_4px,rgb(0_0_0/0.35)_4px_8px)]'

type BarProps = { tree: Tree; spans: Spans; row: number; span: number; window: TimeWindow; time: TraceTime; isDim: boolean }

/** When a span ran, as a bar; a point in time is a tick of two pixels, a running span is hatched to the end of the trace. */
export function Bar({ tree, spans, row, span, window, time, isDim }: BarProps) {
  const startMs = tree.startMs[row] ?? 0
  const isPending = span >= 0 && spans.isPending[span] === true
  const endMs = isPending ? Math.max(tree.endMs[row] ?? 0, time.length) : (tree.endMs[row] ?? 0)
  const place = placeInWindow(window, startMs, endMs)
  const fromMs = time.momentAt(startMs)
  const lasts = isPending ? 'still running' : `lasts ${formatDuration(time.momentAt(endMs) - fromMs)}`
  const words = `starts at ${formatDuration(fromMs)}, ${lasts}`
  const group = tree.groups.get(row)
  const colour = group
    ? `${BAR_COLOURS[group.kind]} opacity-50`
    : span < 0
      ? 'border border-dashed border-control'
      : `${BAR_COLOURS[spans.kind[span] ?? 'other']} ${outlineOf(spans.outcome[span] ?? 'ok')}`
  return (
    <div role="gridcell" aria-label={words} className="relative h-full overflow-hidden">
      {place ? (
        <div
          data-bar
          className={`absolute top-2 h-3 min-w-0.5 rounded-[2px] ${colour} ${isPending ? HATCHED : ''} ${isDim ? 'opacity-40' : ''}`}
          style={{ left: `min(${place.leftPercent}%, calc(100% - 2px))`, width: `${place.widthPercent}%` }}
        />
      ) : (
        <span aria-hidden className={`absolute top-1 text-12 text-ink-3 ${endMs < window.fromMs ? 'left-0.5' : 'right-0.5'}`}>
          {endMs < window.fromMs ? '‹' : '›'}
        </span>
      )}
    </div>
  )
}
