import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type CSSProperties, type Ref } from 'react'
import { useEvent } from '../ui/use-event.ts'
import { useNameWidth } from './name-splitter.tsx'
import { ROW_PX, SpanRow } from './span-row.tsx'
import { TimeAxis, TimeGrid } from './time-axis.tsx'
import { useStillRows } from './use-still-rows.ts'
import { keyOfRow, type TraceRows } from './use-trace-rows.ts'
import { useWheelZoom } from './use-wheel-zoom.ts'
import { hasChildren } from './visible.ts'
import type { TimeWindow } from './zoom.ts'

const HEADER_PX = 28

type WaterfallProps = {
  rows: TraceRows
  selectedRow: number
  window: TimeWindow
  onZoom: (window: TimeWindow) => void
  onSelect: (row: number) => void
  onToggle: (row: number) => void
  ref: Ref<HTMLDivElement>
}

/** The spans as a treegrid with a lane of time. One tab stop; the selected row is the active descendant. */
export function Waterfall({ rows, selectedRow, window, onZoom, onSelect, onToggle, ref }: WaterfallProps) {
  const { tree, spans, time, visible, collapsed } = rows
  const scroller = useRef<HTMLDivElement>(null)
  const selectedPlace = visible.placeOfRow[selectedRow] ?? -1
  const virtual = useVirtualizer({
    count: visible.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: HEADER_PX,
    scrollMargin: HEADER_PX,
    initialRect: { width: 800, height: 600 },
  })
  const isFiltered = visible.isMatch !== undefined
  const selectedKey = keyOfRow(tree, spans, selectedRow)
  const isShown = selectedPlace >= 0
  const showSelected = useEvent(() => virtual.scrollToIndex(selectedPlace, { align: 'auto' }))
  // A row that only moves, because others arrive, is not run after.
  useEffect(() => {
    if (isShown) showSelected()
  }, [isShown, selectedKey, isFiltered, visible.matchCount, showSelected])
  useStillRows(scroller, { rows, selectedPlace }, ROW_PX, HEADER_PX)
  useWheelZoom(scroller, window, time.length, onZoom)
  const nameWidth = useNameWidth()
  return (
    <div
      ref={(element) => {
        scroller.current = element
        if (typeof ref === 'function') ref(element)
        else if (ref) ref.current = element
      }}
      role="treegrid"
      aria-label="Spans"
      aria-rowcount={visible.rows.length + 1}
      aria-activedescendant={selectedPlace >= 0 ? `row-${selectedRow}` : undefined}
      tabIndex={0}
      style={{ '--span-name': nameWidth } as CSSProperties}
      className="relative min-h-0 flex-1 overflow-auto bg-surface text-13 focus-visible:outline-offset-[-2px]"
    >
      <TimeAxis window={window} time={time} />
      <div role="presentation" data-rows className="relative" style={{ height: virtual.getTotalSize() }}>
        <TimeGrid window={window} time={time} />
        {virtual.getVirtualItems().map((item) => {
          const row = visible.rows[item.index] ?? 0
          return (
            <SpanRow
              key={row}
              tree={tree}
              spans={spans}
              row={row}
              topPx={item.index * ROW_PX}
              rowIndex={item.index + 2}
              window={window}
              time={time}
              isSelected={row === selectedRow}
              isOpen={hasChildren(tree, row) && (isFiltered || !collapsed.has(row))}
              isDim={isFiltered && visible.isMatch?.[row] === 0}
              onSelect={onSelect}
              onToggle={onToggle}
            />
          )
        })}
      </div>
      {visible.rows.length === 0 && <p className="p-6 text-center text-ink-2">No span matches.</p>}
    </div>
  )
}
