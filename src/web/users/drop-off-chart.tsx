import { useNavigate } from '@tanstack/react-router'
import type { Usage } from '../../api/contract/user.ts'
import { BarChart } from '../chart/bar-chart.tsx'
import type { Series } from '../chart/chart-card.tsx'
import { niceCountStep } from '../chart/ticks.ts'
import { formatCompact, formatCount, formatPercent } from '../format/number.ts'

const SERIES: readonly Series[] = [
  { label: 'went on', paint: { colour: 'text-kind-llm', pattern: 'solid' } },
  { label: 'ended here', paint: { colour: 'text-kind-agent', pattern: 'hatched' } },
]

type DropOffChartProps = { project: string; dropOff: Usage['dropOff']; window: { from?: string; to?: string } }

/** How far sessions come, turn by turn; a bar opens the sessions that end there. */
export function DropOffChart({ project, dropOff, window }: DropOffChartProps) {
  const navigate = useNavigate()
  const lastTurn = dropOff.at(-1)?.turn ?? 0
  // The last bar stands for later turns too.
  const worst = dropOff
    .slice(0, -1)
    .reduce<Usage['dropOff'][number] | undefined>((most, each) => (most && most.endedCount >= each.endedCount ? most : each), undefined)
  const open = (bar: number) => {
    const turn = dropOff[bar]?.turn ?? 1
    const q = turn === lastTurn ? `traces:>=${turn}` : `traces:${turn}`
    void navigate({ to: '/p/$project/sessions', params: { project }, search: { q, from: window.from ?? 'all', to: window.to } })
  }
  return (
    <BarChart
      title="How far sessions come"
      series={SERIES}
      bars={dropOff.map(({ reachedCount, endedCount }) => ({ parts: [reachedCount - endedCount, endedCount] }))}
      axis="turn"
      twin={{
        columns: ['Turn', 'Sessions', 'Ended here', 'Share'],
        rowOf: (bar) => {
          const { turn, reachedCount, endedCount } = dropOff[bar]!
          return [formatCount(turn), formatCount(reachedCount), formatCount(endedCount), formatPercent(endedCount / reachedCount)]
        },
        count: dropOff.length,
      }}
      formatTick={formatCompact}
      stepOf={niceCountStep}
      onOpen={open}
      note={
        worst ? `Most sessions that end before turn ${lastTurn} end with turn ${worst.turn}: ${formatCount(worst.endedCount)}.` : undefined
      }
      empty="There is no session."
    />
  )
}
