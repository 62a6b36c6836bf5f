import { Link } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Summary, Tiles as TileValues } from '../../api/contract/metrics.ts'
import { formatAge, formatDuration } from '../format/duration.ts'
import { useNow } from '../format/now.ts'
import { formatCompact, formatCost, formatPercent } from '../format/number.ts'
import { formatMoment } from '../format/time.ts'
import { ALL_TIME } from '../url/range.ts'
import { pointChange, relativeChange, type Change } from './change.ts'
import { listSearch, type ListSearch } from './list-links.ts'
import type { Question } from './use-dashboard.ts'

type Tile = {
  readonly label: string
  readonly value: ReactNode
  readonly change?: Change
  /** What it was before. */
  readonly was?: string
  readonly note?: string
  readonly list: 'sessions' | 'traces'
  readonly search: ListSearch
}

/** The filter asks what only a trace can answer. */
const OF_TRACES = 'filtered by traces'

type TilesProps = { summary: Summary; question: Question; range: { from?: string; to?: string }; isCompared: boolean }

/** The sums of the lists, each with the list it comes from. */
export function Tiles({ summary, question, range, isCompared }: TilesProps) {
  const now = useNow()
  const { current, waitingNow, previous } = summary
  const before = isCompared ? previous : undefined
  const span =
    before && `${formatMoment(Date.parse(before.from), question.zone, now)} – ${formatMoment(Date.parse(before.to), question.zone, now)}`
  const tiles = [...sumTiles(current, before, question, range)]
  tiles.splice(3, 0, {
    label: 'Waiting now',
    value: formatCompact(waitingNow?.count),
    note: waitingNow ? waitingNow.oldestSince && `oldest ${formatAge(now - Date.parse(waitingNow.oldestSince))}` : OF_TRACES,
    list: 'sessions',
    search: listSearch(question, { from: ALL_TIME }, ['status:waiting']),
  })
  return (
    <ul
      aria-label="Sums"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-border bg-border sm:grid-cols-4 xl:grid-cols-7"
    >
      {tiles.map((tile) => (
        <TileView key={tile.label} tile={tile} project={question.project} span={span} isCompared={isCompared} />
      ))}
      <li aria-hidden className="bg-surface xl:hidden" />
    </ul>
  )
}

function sumTiles(
  current: TileValues,
  before: TileValues | undefined,
  question: Question,
  range: { from?: string; to?: string },
): readonly Tile[] {
  const search = listSearch(question, range)
  const approximate = current.isCostEstimated && (current.costUsd ?? 0) > 0 ? '≈ ' : ''
  const of = (label: string, read: (tiles: TileValues) => number | undefined, format: (value: number | undefined) => string): Tile => ({
    label,
    value: format(read(current)),
    change: relativeChange(read(current), before && read(before)),
    was: before && format(read(before)),
    list: 'traces',
    search,
  })
  return [
    {
      ...of('Sessions', ({ sessionCount }) => sessionCount, formatCompact),
      list: 'sessions',
      note: current.sessionCount === undefined ? OF_TRACES : undefined,
    },
    of('Traces', ({ traceCount }) => traceCount, formatCompact),
    {
      ...of('Error rate', ({ errorRate }) => errorRate, formatPercent),
      change: pointChange(current.errorRate, before?.errorRate),
      search: listSearch(question, range, ['errors:>0']),
    },
    { ...of('Tokens', ({ totalTokens }) => totalTokens, formatCompact), search: { ...search, sort: '-totalTokens' } },
    {
      ...of(
        'Cost',
        ({ costUsd }) => costUsd,
        (usd) => approximate + formatCost(usd),
      ),
      search: { ...search, sort: '-costUsd' },
    },
    { ...of('p95 trace', ({ p95Ms }) => p95Ms, formatDuration), search: { ...search, sort: '-durationMs' } },
  ]
}

type TileViewProps = { tile: Tile; project: string; span: string | undefined; isCompared: boolean }

function TileView({ tile: { label, value, change, was, note, list, search }, project, span, isCompared }: TileViewProps) {
  const compared = change && span !== undefined ? `${was} in the window before\n${span}` : undefined
  return (
    <li className="relative flex min-w-0 flex-col gap-0.5 bg-surface p-3 hover:bg-hover">
      <Link
        to={`/p/$project/${list}`}
        params={{ project }}
        search={search}
        className="flex items-center gap-1 text-12 text-ink-2 outline-offset-2 after:absolute after:inset-0"
      >
        {label}
        <ArrowUpRight size={12} aria-hidden className="text-ink-3" />
        <span className="sr-only">as a list</span>
      </Link>
      <span data-tile={label} className="text-24 leading-8 font-semibold">
        {value}
      </span>
      {/* Of equal height with and without, so that nothing moves. */}
      <span className="relative min-h-4.5 w-fit text-12 text-ink-2" data-tip={compared}>
        {note}
        {change && (
          <>
            <span aria-hidden>{change.sign} </span>
            <span className="sr-only">{change.sign === '▲' ? 'up ' : change.sign === '▼' ? 'down ' : ''}</span>
            {change.text}
          </>
        )}
        {isCompared && !change && !note && span !== undefined && <span className="text-ink-3">nothing before</span>}
      </span>
    </li>
  )
}
