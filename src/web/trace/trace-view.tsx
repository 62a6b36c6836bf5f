import { useRef } from 'react'
import type { SpanList } from '../../api/contract/span.ts'
import { SpanPane } from './details/span-pane.tsx'
import { Minimap } from './minimap.tsx'
import { TraceToolbar } from './trace-toolbar.tsx'
import { useIsWide } from './use-is-wide.ts'
import { useTraceDeeds } from './use-trace-deeds.ts'
import { useTraceKeys } from './use-trace-keys.ts'
import { useTraceRows } from './use-trace-rows.ts'
import { useFoldedGaps, useSelectedSpan, useTraceFilter, useZoom } from './use-trace-url.ts'
import { Waterfall } from './waterfall.tsx'

type TraceViewProps = { project: string; traceId: string; list: SpanList; onLeave: () => void }

/** Toolbar, waterfall and details of one trace, and the keys that move between them. */
export function TraceView({ project, traceId, list, onLeave }: TraceViewProps) {
  const filter = useTraceFilter()
  const [hasFoldedGaps, flipGaps] = useFoldedGaps()
  const rows = useTraceRows(list, filter.find, filter.kind, hasFoldedGaps)
  const [chosen, select] = useSelectedSpan()
  const [window, zoom] = useZoom(rows.time)
  const isWide = useIsWide()
  const grid = useRef<HTMLDivElement>(null)
  const pane = useRef<HTMLElement>(null)
  const find = useRef<HTMLInputElement>(null)
  const chosenRow = rows.rowOf(chosen)
  const cursor = chosenRow >= 0 ? chosenRow : isWide ? firstSpanRow(rows) : -1
  const deeds = useTraceDeeds({ rows, cursor, select, window, zoom })
  useTraceKeys({
    rows,
    cursor,
    deeds,
    filter,
    grid,
    pane,
    find,
    isChosen: chosen !== undefined,
    deselect: () => select(undefined, false),
    leave: onLeave,
  })
  const span = rows.tree.span[cursor] ?? -1
  const hasPane = cursor >= 0
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
      <section aria-label="Waterfall" className={`flex min-h-0 min-w-0 flex-1 flex-col ${hasPane && !isWide ? 'max-sm:hidden' : ''}`}>
        <TraceToolbar rows={rows} filter={filter} deeds={deeds} gaps={{ isFolded: hasFoldedGaps, flip: flipGaps }} findRef={find} />
        {rows.spans.count > 1 && rows.spans.lengthMs > 0 && <Minimap rows={rows} window={window} onZoom={zoom} />}
        <Waterfall
          rows={rows}
          selectedRow={cursor}
          window={window}
          onZoom={zoom}
          onSelect={deeds.select}
          onToggle={deeds.toggle}
          ref={grid}
        />
      </section>
      {hasPane && (
        <SpanPane
          project={project}
          traceId={traceId}
          spanId={rows.spans.id[span]}
          group={rows.tree.groups.get(cursor)}
          nextId={neighbourId(rows, cursor)}
          ref={pane}
          onClose={isWide ? undefined : () => select(undefined, true)}
        />
      )}
    </div>
  )
}

function firstSpanRow({ tree, visible }: ReturnType<typeof useTraceRows>): number {
  return visible.rows.find((row) => (tree.span[row] ?? -1) >= 0) ?? -1
}

/** The span that is likely to be looked at next. */
function neighbourId({ visible, tree, spans }: ReturnType<typeof useTraceRows>, row: number): string | undefined {
  const next = visible.rows[(visible.placeOfRow[row] ?? -1) + 1]
  return next === undefined ? undefined : spans.id[tree.span[next] ?? -1]
}
