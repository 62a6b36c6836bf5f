import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { CheckCheck, Hand } from 'lucide-react'
import { memo, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatPlural } from '../../format/number.ts'
import { StatusGlyph } from '../../ui/glyphs.tsx'
import { firstWords, isProblem, isWaiting, outlineRows, type OutlineRow } from './outline-rows.ts'

const TURN_PX = 30
const REST_PX = 22

type OutlinePaneProps = {
  turns: readonly OutlineTurn[]
  current: number
  isOnlyProblems: boolean
  onOnlyProblems: (isOnly: boolean) => void
  onOpen: (place: OutlineTurn) => void
}

/** Every turn on a line: where the reader is, and where to go. */
export const OutlinePane = memo(function OutlinePane({ turns, current, isOnlyProblems, onOnlyProblems, onOpen }: OutlinePaneProps) {
  const rows = useMemo(() => outlineRows(turns, isOnlyProblems), [turns, isOnlyProblems])
  const problems = useMemo(() => turns.filter(isProblem).length, [turns])
  return (
    <nav aria-label="Outline" className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-9 flex-none items-center gap-2 border-b border-border bg-sunken px-3 text-12 text-ink-2">
        <span className="font-medium">{formatPlural(turns.length, 'turn')}</span>
        {(problems > 0 || isOnlyProblems) && (
          <label className="ms-auto flex min-h-6 cursor-pointer items-center gap-1.5 pe-7 lg:pe-0">
            <input type="checkbox" checked={isOnlyProblems} onChange={(event) => onOnlyProblems(event.target.checked)} />
            Only problems
          </label>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="p-3 text-ink-3">Nothing broke and nothing waits.</p>
      ) : (
        <Rows rows={rows} current={current} onOpen={onOpen} />
      )}
    </nav>
  )
})

function Rows({ rows, current, onOpen }: { rows: readonly OutlineRow[]; current: number; onOpen: (place: OutlineTurn) => void }) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (rows[at]?.kind === 'rest' ? REST_PX : TURN_PX),
    getItemKey: (at) => keyOf(rows[at]),
    overscan: 12,
  })
  const at = rows.findIndex((row) => row.kind === 'turn' && row.place.index === current)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [virtual, at])
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    for (let next = at + step; rows[next]; next += step) {
      const row = rows[next]!
      if (row.kind === 'turn') return onOpen(row.place)
    }
  }
  useFocusFollows(scroller, at)
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ol onKeyDown={onKeyDown} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <li
              key={item.key}
              data-at={item.index}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'rest' ? (
                <RestLine row={row} />
              ) : (
                <TurnButton
                  place={row.place}
                  isCurrent={item.index === at}
                  isStop={at < 0 ? item.index === 0 : item.index === at}
                  onOpen={onOpen}
                />
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** While the keyboard is in the outline, it stays on the current turn. */
function useFocusFollows(scroller: RefObject<HTMLDivElement | null>, at: number): void {
  useEffect(() => {
    if (!scroller.current?.contains(document.activeElement)) return
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-at="${at}"] button`)?.focus())
  }, [scroller, at])
}

function keyOf(row: OutlineRow | undefined): string {
  if (!row) return ''
  return row.kind === 'turn' ? row.place.traceId : `before ${row.before}`
}

type TurnButtonProps = { place: OutlineTurn; isCurrent: boolean; isStop: boolean; onOpen: (place: OutlineTurn) => void }

function TurnButton({ place, isCurrent, isStop, onOpen }: TurnButtonProps) {
  return (
    <button
      type="button"
      aria-current={isCurrent || undefined}
      tabIndex={isStop ? 0 : -1}
      onClick={() => onOpen(place)}
      className={clsx(
        'flex h-full w-full items-center gap-2 border-s-2 pe-3 ps-2 text-start outline-offset-[-2px]',
        isCurrent ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="min-w-5 flex-none text-end text-12 text-ink-2">{place.index + 1}</span>
      <bdi className="min-w-0 flex-1 truncate">{firstWords(place)}</bdi>
      <Marks place={place} />
      <span className="flex-none text-12 text-ink-2">{formatDuration(place.durationMs)}</span>
    </button>
  )
}

/** A turn that went well is quiet. */
function Marks({ place }: { place: OutlineTurn }) {
  const isAnswered = place.waits.length > 0 && !isWaiting(place)
  return (
    <span className="flex flex-none items-center gap-1 empty:hidden">
      {place.errorCount > 0 && <StatusGlyph status="error" tip={place.isRecovered ? 'Error, recovered' : 'Error'} />}
      {isWaiting(place) && <StatusGlyph status="waiting" />}
      {isAnswered && <AnsweredGlyph />}
      {place.status === 'running' && <StatusGlyph status="running" />}
    </span>
  )
}

function AnsweredGlyph() {
  return (
    <span
      role="img"
      aria-label="Asked a human, answered"
      data-tip="Asked a human, answered"
      className="inline-flex text-waiting opacity-70"
    >
      <Hand size={13} aria-hidden />
      <CheckCheck size={11} aria-hidden className="-ms-0.5" />
    </span>
  )
}

function RestLine({ row }: { row: Extract<OutlineRow, { kind: 'rest' }> }) {
  return (
    <span className={`flex h-full items-center gap-2 ps-10 pe-3 text-11 ${row.isWait ? 'text-waiting' : 'text-ink-3'}`}>
      <span aria-hidden className="w-3 border-t border-dashed border-control" />
      {formatDuration(row.lastsMs)} {row.isWait ? 'waiting' : 'idle'}
    </span>
  )
}
