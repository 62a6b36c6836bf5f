import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useId, type ReactNode } from 'react'
import type { Percentiles } from '../../api/contract/metrics.ts'
import { CardMenu } from '../chart/card-menu.tsx'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { formatCount } from '../format/number.ts'
import { Tabs } from '../ui/tabs.tsx'
import { listSearch } from './list-links.ts'
import { LoadedCard } from './loaded-card.tsx'
import { OpenList } from './open-list.tsx'
import { PERCENTILE_COLUMNS, sortRows, type PercentileRow } from './percentile-columns.tsx'
import { GROUPS, groupLink, type Group } from './percentile-groups.ts'
import { SortButton } from './sort-button.tsx'
import type { Question } from './use-dashboard.ts'

const MOST_ROWS = 200
export const DEFAULT_SORT = '-count'
export const DEFAULT_LEAST = '5'

type PercentileCardProps = {
  question: Question
  range: { readonly from?: string; readonly to?: string }
  group: Group
  sort: string
  /** Groups with fewer are dimmed. */
  least: string
  onChange: (next: { by?: string; sort?: string; min?: string }) => void
}

/** How long things take, by what they are. */
export function PercentileCard(props: PercentileCardProps) {
  const { question, group, onChange } = props
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col rounded-card border border-border bg-surface pt-3">
      <div className="flex items-center justify-between gap-2 px-3">
        <h2 id={id} className="flex-1 text-14 font-semibold">
          Latency percentiles
        </h2>
        <LeastCount value={props.least} onChange={(min) => onChange({ min })} />
        <OpenList
          project={question.project}
          list="traces"
          title="Latency percentiles"
          search={{ ...listSearch(question, props.range), sort: '-durationMs' }}
        />
      </div>
      <Tabs label="Percentiles by" tabs={GROUPS} chosen={group} onChoose={(by) => onChange({ by })} panelClassName="min-h-40">
        <LoadedCard
          key={group}
          title={`By ${group}`}
          isBare
          operation="getPercentiles"
          args={{ params: { project: question.project }, query: { ...question.query, by: group, limit: MOST_ROWS } }}
          className="min-h-40"
        >
          {(reply) => <PercentileTable {...props} reply={reply} />}
        </LoadedCard>
      </Tabs>
    </section>
  )
}

function LeastCount({ value, onChange }: { value: string; onChange: (min: string) => void }) {
  return (
    <label className="flex flex-none items-center gap-1.5 text-12 text-ink-2">
      min count
      <input
        type="number"
        min={1}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-6 w-14 rounded-control border border-control bg-surface px-1.5 text-12"
      />
    </label>
  )
}

function PercentileTable({ question, range, group, sort, least, onChange, reply }: PercentileCardProps & { reply: Percentiles }) {
  const { project } = question
  const title = `Latency by ${GROUPS.find(({ key }) => key === group)?.label.toLowerCase()}`
  if (reply.items.length === 0) return <p className="py-8 text-center text-ink-3">Nothing of this kind in this time.</p>
  const rows = sortRows(reply.items, sort)
  const longestMs = rows.reduce((most, { p99Ms }) => Math.max(most, p99Ms), 0)
  const twin = {
    columns: PERCENTILE_COLUMNS.map(({ key }) => key),
    count: rows.length,
    rowOf: (at: number) => PERCENTILE_COLUMNS.map(({ cellOf }) => String(cellOf(rows[at] as PercentileRow))),
    cellsOf: (at: number) => PERCENTILE_COLUMNS.map(({ cellOf }) => cellOf(rows[at] as PercentileRow)),
  }
  return (
    <>
      <ScrollRegion label={title} className="max-h-96 overflow-auto">
        <table className="w-full text-end">
          <thead className="sticky top-0 z-10 bg-sunken text-12 text-ink-2">
            <tr>
              {PERCENTILE_COLUMNS.map((column) => (
                <SortButton
                  key={column.key}
                  column={column}
                  sort={sort}
                  defaultSort={DEFAULT_SORT}
                  onSort={(next) => onChange({ sort: next })}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.name}
                row={row}
                isDim={row.count < (Number(least) || 0)}
                longestMs={longestMs}
                link={
                  row.name === '' ? undefined : (
                    <Link
                      {...groupLink(question, range, group, row.name)}
                      params={{ project, sessionId: row.name }}
                      className="hover:text-accent hover:underline"
                    >
                      <bdi>{row.name}</bdi>
                    </Link>
                  )
                }
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="flex items-center justify-between gap-2 border-t border-border px-3 py-1 text-12 text-ink-3">
        <span>
          {reply.total > rows.length
            ? `${formatCount(rows.length)} of ${formatCount(reply.total)}, those with most`
            : formatCount(rows.length)}
          {rows.some(({ count }) => count < (Number(least) || 0)) && ` · fewer than ${least} are dimmed`}
        </span>
        <CardMenu title={title} twin={twin} />
      </div>
    </>
  )
}

type RowProps = { row: PercentileRow; isDim: boolean; longestMs: number; link: ReactNode }

function Row({ row, isDim, longestMs, link }: RowProps) {
  const [, ...numbers] = PERCENTILE_COLUMNS
  return (
    <tr className={clsx('border-t border-border hover:bg-hover', isDim && 'text-ink-3')}>
      <th scope="row" className="min-w-36 px-3 py-1.5 text-start font-medium [overflow-wrap:anywhere]">
        {link ?? <span className="text-ink-3">not named</span>}
      </th>
      {numbers.map(({ key, show }) => (
        <td key={key} className="px-2 py-1.5 whitespace-nowrap">
          {show(row, longestMs)}
        </td>
      ))}
    </tr>
  )
}
