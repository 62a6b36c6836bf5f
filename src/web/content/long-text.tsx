import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { formatPlural } from '../format/number.ts'
import { FindBar } from './find-bar.tsx'
import { ScrollRegion } from './scroll-region.tsx'
import { cutRows, findInText, type TextMatches } from './text-rows.ts'

const ROW_PX = 20
const COLUMNS = 200
const PLAIN_LENGTH_MAX = 100_000
const PLAIN_LINES_MAX = 2_000
/** Browsers draw nothing below 17 million pixels. */
const ROWS_MAX = 800_000

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

const NO_MATCHES: TextMatches = { count: 0, offsets: [] }

function WindowedText({ text, label }: { text: string; label: string }) {
  const scroller = useRef<HTMLElement>(null)
  const rows = useMemo(() => cutRows(text, COLUMNS, ROWS_MAX), [text])
  const virtual = useVirtualizer({ count: rows.count, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 20 })
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const wanted = useDeferredValue(words)
  const matches = useMemo(() => (wanted === '' ? NO_MATCHES : findInText(text.slice(0, rows.end), wanted)), [text, rows, wanted])
  const offset = matches.offsets[at]
  const foundRow = offset === undefined ? undefined : rows.rowAt(offset)
  useEffect(() => {
    if (foundRow === undefined) return
    virtual.scrollToIndex(foundRow, { align: 'center' })
    scroller.current?.scrollIntoView({ block: 'nearest' })
  }, [virtual, foundRow])
  const find = (next: string) => {
    setWords(next)
    setAt(0)
  }
  return (
    <div>
      <p className="pb-1 text-12 text-ink-3">
        {rows.isCut ? 'The first ' : ''}
        {formatPlural(rows.lineCount, 'line')}
        {rows.isCut ? ' of' : ','} {text.length.toLocaleString()} characters
        {rows.isCut ? '; the rest is in the download' : ''}
      </p>
      <FindBar label={label} words={words} onWords={find} count={matches.count} listed={matches.offsets.length} at={at} onStep={setAt} />
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
              aria-current={item.index === foundRow || undefined}
              className={`absolute start-0 top-0 min-w-full whitespace-pre ${item.index === foundRow ? 'bg-accent-soft' : ''}`}
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
