import { BarChart3, Table2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { IconButton } from '../ui/button.tsx'
import { Swatch, type Paint } from './paint.tsx'

export type Series = { readonly label: string; readonly paint: Paint }
/** The numbers of a chart in words: the twin of the drawing, and what is said of one of its bars. */
export type Twin = {
  /** The first column names the bar. */
  readonly columns: readonly string[]
  readonly rowOf: (bar: number) => readonly string[]
  readonly count: number
}

type ChartCardProps = {
  title: string
  series: readonly Series[]
  limit?: string
  twin: Twin
  /** Shown in place of the chart when it has nothing to show. */
  instead?: string
  children: ReactNode
}

/** A chart with its title and legend, and a table of the same numbers. */
export function ChartCard({ title, series, limit, twin, instead, children }: ChartCardProps) {
  const [isTable, setTable] = useState(false)
  const id = useId()
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col gap-2 rounded-card border border-border bg-surface p-3">
      <div className="flex min-w-0 items-start gap-2">
        <h3 id={`${id}-title`} className="text-14 font-semibold">
          {title}
        </h3>
        <ul className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 pt-0.5 text-12 text-ink-2">
          {(series.length > 1 ? series : []).map(({ label, paint }, at) => (
            <li key={label} className="flex items-center gap-1.5 whitespace-nowrap">
              <Swatch id={`${id}-${at}`} paint={paint} />
              {label}
            </li>
          ))}
          {limit !== undefined && (
            <li className="flex items-center gap-1.5 whitespace-nowrap">
              <span aria-hidden className="h-0.5 w-3 bg-warning" />
              {limit}
            </li>
          )}
        </ul>
        {instead === undefined && (
          <IconButton
            icon={isTable ? BarChart3 : Table2}
            label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
            className="!size-6"
            onClick={() => setTable(!isTable)}
          />
        )}
      </div>
      {instead !== undefined ? (
        <p className="py-6 text-center text-ink-3">{instead}</p>
      ) : isTable ? (
        <TwinTable title={title} twin={twin} />
      ) : (
        children
      )}
    </section>
  )
}

function TwinTable({ title, twin }: { title: string; twin: Twin }) {
  return (
    <ScrollRegion label={`${title} as a table`} className="max-h-80 overflow-auto">
      <table className="w-full text-end">
        <thead className="sticky top-0 bg-surface text-12 text-ink-3">
          <tr>
            {twin.columns.map((column, at) => (
              <th key={column} scope="col" className={`pe-4 pb-1 font-medium whitespace-nowrap ${at === 0 ? 'text-start' : 'text-end'}`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: twin.count }, (_, bar) => {
            const [name, ...cells] = twin.rowOf(bar)
            return (
              <tr key={bar} className="border-t border-border">
                <th scope="row" className="py-1 pe-4 text-start font-medium whitespace-nowrap">
                  {name}
                </th>
                {cells.map((cell, at) => (
                  <td key={at} className="py-1 pe-4 whitespace-nowrap">
                    {cell}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
