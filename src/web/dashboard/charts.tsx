import { ErrorsCard } from './errors-card.tsx'
import { DEFAULT_LEAST, DEFAULT_SORT, PercentileCard } from './percentile-card.tsx'
import { GROUPS } from './percentile-groups.ts'
import { SessionsCard } from './sessions-card.tsx'
import { CostOverTime, TokensOverTime, TraceLatency, TracesOverTime } from './time-cards.tsx'
import type { Dashboard } from './use-dashboard.ts'

/** Each asks for its own data, the first ones first. */
export function Charts({ dashboard: { question, search, range, change, zoom } }: { dashboard: Dashboard }) {
  const cards = { question, range, onZoom: zoom }
  return (
    <>
      <TracesOverTime {...cards} />
      <TraceLatency {...cards} isLog={search.log === '1'} onLog={(isLog) => change({ log: isLog ? '1' : undefined }, true)} />
      <TokensOverTime {...cards} />
      <CostOverTime {...cards} />
      <div className="min-w-0 lg:col-span-2">
        <PercentileCard
          question={question}
          range={range}
          group={GROUPS.find(({ key }) => key === search.by)?.key ?? 'name'}
          sort={search.sort ?? DEFAULT_SORT}
          least={search.min ?? DEFAULT_LEAST}
          onChange={(next) => change(next, true)}
        />
      </div>
      <SessionsCard question={question} range={range} />
      <ErrorsCard question={question} range={range} />
    </>
  )
}
