import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { JsonLine } from './json-line.tsx'
import { jsonRows, MEMBERS_SHOWN, NO_CHOICES, type JsonChoices, type JsonRow } from './json-rows.ts'
import { ScrollRegion } from './scroll-region.tsx'

const WINDOWED_ROWS = 200
const ROW_PX = 22

/** Any value as a tree that opens and closes; long ones are drawn only where they are looked at. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const [choices, setChoices] = useState<JsonChoices>(NO_CHOICES)
  const rows = useMemo(() => jsonRows(value, choices), [value, choices])
  const act = (row: JsonRow, deed: 'toggle' | 'parse' | 'more') => setChoices((before) => choose(before, row, deed))
  return (
    <div role="group" aria-label={label} className="font-mono text-12">
      {rows.length > WINDOWED_ROWS ? (
        <WindowedRows rows={rows} act={act} label={label} />
      ) : (
        rows.map((row) => <JsonLine key={row.path} row={row} act={act} />)
      )}
    </div>
  )
}

function choose(before: JsonChoices, row: JsonRow, deed: 'toggle' | 'parse' | 'more'): JsonChoices {
  if (deed === 'toggle') return { ...before, toggled: flip(before.toggled, row.path) }
  if (deed === 'parse') return { ...before, parsed: flip(before.parsed, row.path) }
  const parent = String(row.value)
  return { ...before, shown: new Map(before.shown).set(parent, (before.shown.get(parent) ?? MEMBERS_SHOWN) + MEMBERS_SHOWN) }
}

function flip(set: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const flipped = new Set(set)
  if (!flipped.delete(path)) flipped.add(path)
  return flipped
}

type Act = (row: JsonRow, deed: 'toggle' | 'parse' | 'more') => void

function WindowedRows({ rows, act, label }: { rows: readonly JsonRow[]; act: Act; label: string }) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => rows[at]?.path ?? at,
    overscan: 10,
  })
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
              {row && <JsonLine row={row} act={act} />}
            </div>
          )
        })}
      </div>
    </ScrollRegion>
  )
}
