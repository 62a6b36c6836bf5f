import { useNavigate } from '@tanstack/react-router'
import { niceCountStep } from '../chart/ticks.ts'
import { bucketSearch } from '../dashboard/list-links.ts'
import { LoadedCard } from '../dashboard/loaded-card.tsx'
import { StackedCard, type NamedSeries } from '../dashboard/stacked-card.tsx'
import type { Question } from '../dashboard/use-dashboard.ts'
import { formatCompact } from '../format/number.ts'
import { useNow } from '../format/now.ts'
import { absoluteRange, boundMs, normalRange, type Range } from '../url/range.ts'

const DAY_MS = 86_400_000
/** Between these, a bar is a day. */
const [LEAST_DAYS, MOST_DAYS] = [3, 190]

const SESSIONS: readonly NamedSeries[] = [{ name: 'sessions', label: 'sessions', paint: { colour: 'text-kind-llm', pattern: 'solid' } }]
const USERS: readonly NamedSeries[] = [{ name: 'users', label: 'users', paint: { colour: 'text-kind-agent', pattern: 'solid' } }]

type ActivityChartsProps = { question: Question; onRange: (range: Range) => void }

/** How many sessions began, and how many users were there, day by day. */
export function ActivityCharts({ question, onRange }: ActivityChartsProps) {
  const { project, query, zone } = question
  const navigate = useNavigate()
  const interval = useDays(query) ? ('1d' as const) : undefined
  const cards = [
    { title: 'Sessions begun', metric: 'sessions' as const, unit: 'sessions', series: SESSIONS, to: '/p/$project/sessions' as const },
    { title: 'Active users', metric: 'users' as const, unit: 'users', series: USERS, to: '/p/$project/traces' as const },
  ]
  return cards.map(({ title, metric, unit, series, to }) => (
    <LoadedCard
      key={metric}
      title={title}
      operation="getTimeseries"
      args={{ params: { project }, query: { ...query, tz: zone, metric, interval } }}
      className="min-h-[15.75rem]"
    >
      {(reply) => (
        <StackedCard
          title={title}
          unit={unit}
          reply={reply}
          zone={zone}
          series={series}
          format={formatCompact}
          stepOf={niceCountStep}
          onOpen={(buckets, at) => void navigate({ to, params: { project }, search: bucketSearch(question, buckets, at) })}
          onZoom={(fromMs, toMs) => onRange(normalRange(absoluteRange(fromMs, toMs)))}
          tools={undefined}
          empty={`No ${unit} in this time.`}
        />
      )}
    </LoadedCard>
  ))
}

/** The window is long enough for days, and short enough. Without a beginning it is as long as can be shown. */
function useDays({ from, to }: { from?: string; to?: string }): boolean {
  const now = useNow()
  const [fromMs, toMs] = [from === undefined ? undefined : boundMs(from, now), boundMs(to ?? 'now', now)]
  if (fromMs === undefined || toMs === undefined) return from === undefined
  const days = (toMs - fromMs) / DAY_MS
  return days >= LEAST_DAYS && days <= MOST_DAYS
}
