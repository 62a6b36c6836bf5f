import { ChevronDown, ChevronRight, CircleHelp, ClockAlert, Unlink } from 'lucide-react'
import { memo } from 'react'
import { formatDuration } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { KindIcon } from '../ui/glyphs.tsx'
import { Bar } from './bar.tsx'
import { SPAN_COLUMNS } from './span-columns.ts'
import { Bubbled, OutcomeGlyph } from './span-look.tsx'
import type { Spans } from './spans.ts'
import type { TraceTime } from './trace-time.ts'
import type { Tree } from './tree.ts'
import { hasChildren } from './visible.ts'
import type { TimeWindow } from './zoom.ts'

export const ROW_PX = 28
const INDENT_PX = 14
/** Deeper rows are not moved further right: the level is written instead. */
const INDENT_MAX = 10

type SpanRowProps = {
  tree: Tree
  spans: Spans
  row: number
  topPx: number
  rowIndex: number
  window: TimeWindow
  time: TraceTime
  isSelected: boolean
  isOpen: boolean
  /** Shown only because it leads to a match. */
  isDim: boolean
  onSelect: (row: number) => void
  onToggle: (row: number) => void
}

/** One row of the treegrid. Drawn again only when something of its own changes. */
export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { tree, spans, row, topPx, rowIndex, isSelected, isOpen, isDim, onSelect, onToggle } = props
  const span = tree.span[row] ?? -1
  const isParent = hasChildren(tree, row)
  return (
    <div
      id={`row-${row}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-level={tree.level[row]}
      aria-posinset={tree.place[row]}
      aria-setsize={tree.siblings[row]}
      aria-expanded={isParent ? isOpen : undefined}
      aria-selected={isSelected}
      onClick={() => onSelect(row)}
      onDoubleClick={() => isParent && onToggle(row)}
      className={`${SPAN_COLUMNS} absolute inset-x-0 top-0 h-7 cursor-default items-center ${isSelected ? 'bg-accent-soft' : 'hover:bg-hover'}`}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <NameCell {...props} span={span} isParent={isParent} />
      <div role="gridcell" className="truncate pe-2 text-end text-12 text-ink-2">
        {span < 0 ? '' : spans.isPending[span] ? 'running' : formatDuration((spans.endMs[span] ?? 0) - (spans.startMs[span] ?? 0))}
      </div>
      <Bar tree={tree} spans={spans} row={row} span={span} window={props.window} time={props.time} isDim={isDim} />
    </div>
  )
})

function NameCell({ tree, spans, row, span, isParent, isOpen, isDim, onToggle }: SpanRowProps & { span: number; isParent: boolean }) {
  const depth = (tree.level[row] ?? 1) - 1
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <div
      role="gridcell"
      className="flex min-w-0 items-center gap-1.5 pe-2"
      style={{ paddingInlineStart: 4 + Math.min(depth, INDENT_MAX) * INDENT_PX }}
    >
      <span
        aria-hidden
        className="flex size-5 flex-none items-center justify-center rounded-control text-ink-3 hover:bg-border"
        onClick={(event) => {
          event.stopPropagation()
          if (isParent) onToggle(row)
        }}
      >
        {isParent && <Chevron size={14} />}
      </span>
      {depth > INDENT_MAX && (
        <span className="flex-none font-mono text-11 text-ink-2" data-tip={`Level ${depth + 1}`}>
          {depth}
        </span>
      )}
      <SyntheticName tree={tree} row={row} />
      {span >= 0 && <KindIcon kind={spans.kind[span] ?? 'other'} />}
      {span >= 0 && (
        <span dir="auto" className={`min-w-0 truncate ${isDim ? 'text-ink-2 italic' : ''}`}>
          {spans.name[span] || '(no name)'}
        </span>
      )}
      {span >= 0 && <OutcomeGlyph outcome={spans.outcome[span] ?? 'ok'} />}
      {tree.isSkewed[row] === 1 && (
        <Mark icon={ClockAlert} words="Starts before its parent: the clocks of two machines disagree. Its time is shown as reported." />
      )}
      {tree.isCut[row] === 1 && <Mark icon={Unlink} words="Its chain of parents leads back to itself, so it is shown at the top." />}
      {isParent && !isOpen && <Bubbled errors={tree.errorsBelow[row] ?? 0} interrupts={tree.interruptsBelow[row] ?? 0} />}
    </div>
  )
}

/** Nothing for a span. */
function SyntheticName({ tree, row }: { tree: Tree; row: number }) {
  const [missing, group] = [tree.missingId.get(row), tree.groups.get(row)]
  if (missing !== undefined) return <MissingParent id={missing} />
  if (!group) return null
  return (
    <>
      <KindIcon kind={group.kind} />
      <span dir="auto" className="min-w-0 truncate">
        {group.name || '(no name)'}
      </span>
      <span className="flex-none text-12 text-ink-2">
        ×{formatCount(group.count)} · p50 {formatDuration(group.p50Ms)}
      </span>
    </>
  )
}

function MissingParent({ id }: { id: string }) {
  return (
    <span
      className="flex min-w-0 items-center gap-1.5 text-ink-3 italic"
      data-tip={`The spans below name ${id} as their parent. It has not arrived: it may still be running, or was never sent.`}
    >
      <CircleHelp size={14} aria-hidden className="flex-none" />
      <span className="truncate">parent not received</span>
    </span>
  )
}

function Mark({ icon: Icon, words }: { icon: typeof Unlink; words: string }) {
  return (
    <span role="img" aria-label={words} data-tip={words} className="inline-flex flex-none text-warning">
      <Icon size={13} aria-hidden />
    </span>
  )
}
