import { BarChart3, Table2 } from 'lucide-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'
import { CardMenu } from './card-menu.tsx'
import type { Cell } from './csv.ts'
import { Legend, type Isolation } from './legend.tsx'
import type { Paint } from './paint.tsx'
import { TwinTable } from './twin-table.tsx'

export type Series = { readonly label: string; readonly paint: Paint }
/** The numbers of a chart in words: the twin of the drawing, and what is said of one of its bars. */
export type Twin = {
  /** The first column names the bar. */
  readonly columns: readonly string[]
  readonly rowOf: (bar: number) => readonly string[]
  /** The same as plain values, for other programs; absent: the words are all there is. */
  readonly cellsOf?: (bar: number) => readonly Cell[]
  readonly count: number
}

type ChartCardProps = {
  title: string
  as?: 'h2' | 'h3'
  /** The legend: series of a kind of their own bring theirs in `legend`. */
  series: readonly Series[]
  legend?: ReactNode
  limit?: string
  isolation?: Isolation
  twin: Twin
  /** More switches and links, before the table switch. */
  tools?: ReactNode
  /** Shown in place of the chart when it has nothing to show. */
  instead?: ReactNode
  children: ReactNode
}

/** A chart with its title and legend, and a table of the same numbers, to look at and to take along. */
export function ChartCard({ title, as: Heading = 'h3', series, legend, limit, isolation, twin, tools, instead, children }: ChartCardProps) {
  const [isTable, setTable] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const id = useId()
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col gap-2 rounded-card border border-border bg-surface p-3">
      <div className="flex min-w-0 flex-wrap items-start gap-x-2 gap-y-1 sm:flex-nowrap">
        <Heading id={`${id}-title`} className="text-14 leading-6 font-semibold">
          {title}
        </Heading>
        <div className="min-w-0 flex-1 max-sm:order-last max-sm:basis-full">
          {legend ?? <Legend series={series} limit={limit} isolation={isolation} />}
        </div>
        <span className="flex-1 sm:hidden" />
        {tools}
        {instead === undefined && (
          <>
            <IconButton
              icon={isTable ? BarChart3 : Table2}
              label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
              className="!size-6"
              onClick={() => setTable(!isTable)}
            />
            <CardMenu title={title} twin={twin} drawingOf={() => body.current?.querySelector('svg') ?? undefined} />
          </>
        )}
      </div>
      {instead !== undefined ? (
        <div className="py-6 text-center text-ink-3">{instead}</div>
      ) : (
        <div ref={body} className="min-w-0">
          {isTable ? <TwinTable title={title} twin={twin} /> : children}
        </div>
      )}
    </section>
  )
}
