import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { cutRows } from './text-rows.ts'
import { ScrollRegion } from './scroll-region.tsx'

const ROW_PX = 20
const COLUMNS = 200
const PLAIN_LENGTH_MAX = 100_000
const PLAIN_LINES_MAX = 2_000

/** Text as it was sent. A long one is drawn only where it is looked at. */
export function PlainText({ text, label, isMono = false }: { text: string; label: string; isMono?: boolean }) {
  const isLong = useMemo(() => text.length > PLAIN_LENGTH_MAX || text.split('\n', PLAIN_LINES_MAX + 1).length > PLAIN_LINES_MAX, [text])
  if (isLong) return <WindowedText text={text} label={label} />
  return (
    <div dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${isMono ? 'font-mono text-12' : 'text-14'}`}>
      {text}
    </div>
  )
}

function WindowedText({ text, label }: { text: string; label: string }) {
  const scroller = useRef<HTMLElement>(null)
  const rows = useMemo(() => cutRows(text, COLUMNS), [text])
  const virtual = useVirtualizer({ count: rows.count, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 20 })
  return (
    <div>
      <p className="pb-1 text-12 text-ink-3">
        {rows.lineCount.toLocaleString()} lines, {text.length.toLocaleString()} characters
      </p>
      <ScrollRegion
        ref={scroller}
        label={label}
        className="h-96 overflow-auto rounded-control border border-border bg-sunken p-2 font-mono text-12"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              dir="auto"
              className="absolute start-0 top-0 whitespace-pre"
              style={{ height: ROW_PX, transform: `translateY(${item.start}px)` }}
            >
              {rows.row(item.index)}
            </div>
          ))}
        </div>
      </ScrollRegion>
    </div>
  )
}
