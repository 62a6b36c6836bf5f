import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { FindBar } from './find-bar.tsx'
import { deskOf, type JsonDesk } from './json-desk.ts'
import { reveal } from './json-find.ts'
import { JsonLine, type JsonLineProps } from './json-line.tsx'
import { choose, NO_CHOICES, type JsonChoices, type JsonDeed, type JsonRow } from './json-rows.ts'
import { ScrollRegion } from './scroll-region.tsx'
import { useAnswer } from './use-answer.ts'

const WINDOWED_ROWS = 200
const ROW_PX = 22
/** Fewer lines are seen at a glance. */
const GLANCE_ROWS = 20

/** A value as a tree that opens and closes. Large values are left to a worker: see `JsonText`. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const desk = useMemo(() => deskOf(value), [value])
  return <JsonTree desk={desk} label={label} />
}

/** A long tree is drawn only where it is looked at. */
export function JsonTree({ desk, label }: { desk: JsonDesk; label: string }) {
  const [choices, setChoices] = useState<JsonChoices>(NO_CHOICES)
  const rows = useAnswer(desk.rows, choices) ?? NO_ROWS
  const { bar, foundPath } = useFind(desk, label, setChoices)
  const lines = {
    rows,
    foundPath,
    act: (row: JsonRow, deed: JsonDeed) => setChoices((before) => choose(before, row, deed)),
    write: (path: string) => desk.write(path, choices),
  }
  const isLong =
    rows.length > GLANCE_ROWS || foundPath !== undefined || rows.some(({ kind, size }) => kind !== 'string' && size > GLANCE_ROWS)
  const isWindowed = rows.length > WINDOWED_ROWS
  return (
    <div role="group" aria-label={label} className="font-mono text-12">
      {isLong && bar}
      {isWindowed ? <WindowedRows {...lines} label={label} /> : <Rows {...lines} />}
    </div>
  )
}

const NO_ROWS: readonly JsonRow[] = []

function useFind(desk: JsonDesk, label: string, setChoices: (change: (before: JsonChoices) => JsonChoices) => void) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const wanted = useDeferredValue(words)
  const matches = useAnswer(desk.find, wanted)
  const match = matches?.items[at]
  useEffect(() => {
    if (match) setChoices((before) => reveal(before, match))
  }, [match, setChoices])
  const find = (next: string) => {
    setWords(next)
    setAt(0)
  }
  const bar = (
    <FindBar label={label} words={words} onWords={find} count={matches?.count} listed={matches?.items.length ?? 0} at={at} onStep={setAt} />
  )
  return { bar, foundPath: match?.path }
}

type RowsProps = Pick<JsonLineProps, 'act' | 'write'> & { rows: readonly JsonRow[]; foundPath: string | undefined }

function Rows({ rows, foundPath, ...line }: RowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const isThere = rows.some(({ path }) => path === foundPath)
  useEffect(() => {
    if (isThere) box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [foundPath, isThere])
  return (
    <div ref={box}>
      {rows.map((row) => (
        <JsonLine key={row.path} row={row} isFound={row.path === foundPath} {...line} />
      ))}
    </div>
  )
}

function WindowedRows({ rows, foundPath, label, ...line }: RowsProps & { label: string }) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => rows[at]?.path ?? at,
    overscan: 10,
  })
  const foundAt = useMemo(() => (foundPath === undefined ? -1 : rows.findIndex(({ path }) => path === foundPath)), [rows, foundPath])
  useEffect(() => {
    if (foundAt < 0) return
    virtual.scrollToIndex(foundAt, { align: 'center' })
    scroller.current?.scrollIntoView({ block: 'nearest' })
  }, [virtual, foundAt])
  return (
    <ScrollRegion ref={scroller} label={label} className="max-h-[32rem] overflow-auto rounded-control border border-border">
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute start-0 top-0 w-full"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row && <JsonLine row={row} isFound={row.path === foundPath} {...line} />}
            </div>
          )
        })}
      </div>
    </ScrollRegion>
  )
}
