import { FoldHorizontal, ListFilter, Maximize2, Minus, Plus, Scan, Search, SkipForward } from 'lucide-react'
import type { Ref } from 'react'
import type { SpanKind } from '../../model/outcome.ts'
import { formatCount, formatPercent, formatPlural } from '../format/number.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { KindIcon } from '../ui/glyphs.tsx'
import { Popover } from '../ui/popover.tsx'
import { KIND_WORDS } from './kind-words.ts'
import type { TraceDeeds } from './use-trace-deeds.ts'
import type { TraceRows } from './use-trace-rows.ts'
import { readKinds, type TraceFilter } from './use-trace-url.ts'

/** A trace that is idle for more than this offers to fold its gaps. */
const IDLE_SHARE = 0.6

type ToolbarProps = {
  rows: TraceRows
  filter: TraceFilter
  deeds: TraceDeeds
  gaps: { readonly isFolded: boolean; readonly flip: () => void }
  findRef: Ref<HTMLInputElement>
}

/** Find, filter, next problem and zoom, above the spans. */
export function TraceToolbar({ rows, filter, deeds, gaps, findRef }: ToolbarProps) {
  const { spans, visible } = rows
  const errors = spans.outcome.filter((outcome) => outcome === 'error').length
  const pauses = spans.outcome.filter((outcome) => outcome === 'interrupted').length
  const stops = [errors > 0 ? formatPlural(errors, 'error') : '', pauses > 0 ? formatPlural(pauses, 'pause') : ''].filter(
    (text) => text !== '',
  )
  return (
    <div
      role="toolbar"
      aria-label="Spans"
      className="flex flex-none flex-wrap items-center gap-1 border-b border-border bg-surface px-2 py-1.5"
    >
      <label className="flex h-8 min-w-32 flex-1 items-center gap-1.5 rounded-control border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-accent sm:max-w-56">
        <Search size={14} aria-hidden className="flex-none text-ink-3" />
        <input
          ref={findRef}
          type="search"
          aria-label="Find span"
          placeholder="Find span"
          value={filter.find}
          onChange={(event) => filter.setFind(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') deeds.nextMatch()
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
          className="w-full min-w-0 bg-transparent text-13 outline-none"
        />
      </label>
      <KindFilter rows={rows} kind={filter.kind} setKinds={filter.setKinds} />
      <span aria-live="polite" className="px-1 text-12 text-ink-3">
        {visible.isMatch ? `${formatCount(visible.matchCount)} of ${formatPlural(spans.count, 'span')}` : ''}
      </span>
      <div className="ms-auto flex items-center gap-0.5">
        {(rows.idleShare > IDLE_SHARE || gaps.isFolded) && (
          <Button
            icon={FoldHorizontal}
            variant={gaps.isFolded ? 'plain' : 'quiet'}
            aria-pressed={gaps.isFolded}
            tip="Draw the time in which no step was at work as short breaks"
            onClick={gaps.flip}
          >
            {formatPercent(rows.idleShare)} idle
          </Button>
        )}
        {stops.length > 0 && (
          <Button
            icon={SkipForward}
            variant="quiet"
            onClick={deeds.nextProblem}
            data-tip="Next error or pause. E: next error, W: next pause"
          >
            {stops.join(', ')}
          </Button>
        )}
        <IconButton icon={Scan} label="Fit the selected span" keys="F" onClick={deeds.fitSelection} />
        <IconButton icon={Maximize2} label="Fit the whole trace" keys="0" onClick={deeds.fitAll} />
        <IconButton icon={Minus} label="Zoom out" keys="−" onClick={deeds.zoomOut} />
        <IconButton icon={Plus} label="Zoom in" keys="+" onClick={deeds.zoomIn} />
      </div>
    </div>
  )
}

function KindFilter({ rows, kind, setKinds }: { rows: TraceRows } & Pick<TraceFilter, 'kind' | 'setKinds'>) {
  const chosen = readKinds(kind)
  const counts = new Map<SpanKind, number>()
  for (const one of rows.spans.kind) counts.set(one, (counts.get(one) ?? 0) + 1)
  const flip = (one: SpanKind) =>
    setKinds(chosen.has(one) ? new Set([...chosen].filter((kept) => kept !== one)) : new Set([...chosen, one]))
  return (
    <Popover
      label="Kinds to show"
      trigger={(props) => (
        <Button {...props} icon={ListFilter} variant={chosen.size > 0 ? 'plain' : 'quiet'}>
          {chosen.size === 0 ? 'Kind' : formatPlural(chosen.size, 'kind')}
        </Button>
      )}
      className="p-2"
    >
      {() => (
        <fieldset className="flex flex-col">
          <legend className="sr-only">Kinds to show</legend>
          {[...counts].map(([one, count]) => (
            <label key={one} className="flex min-h-7 items-center gap-2 rounded-control px-1 hover:bg-hover">
              <input type="checkbox" checked={chosen.has(one)} onChange={() => flip(one)} />
              <KindIcon kind={one} />
              <span className="flex-1 pe-6">{KIND_WORDS[one]}</span>
              <span className="text-ink-3">{formatCount(count)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Popover>
  )
}
