import { useId, type ReactNode } from 'react'
import { ScrollRegion } from '../../content/scroll-region.tsx'

export type UsageColumn<Row> = {
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  /** Words that take the room that is left, and are cut where there is none. */
  readonly isText?: true
}

type UsageTableProps<Row> = {
  title: string
  /** The first one names the row. */
  columns: readonly UsageColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty: string
}

/** Numbers by name. */
export function UsageTable<Row>({ title, columns, rows, rowKey, empty }: UsageTableProps<Row>) {
  const id = useId()
  const [name, ...numbers] = columns
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-card border border-border bg-surface p-3">
      <h3 id={id} className="pb-2 text-14 font-semibold">
        {title}
      </h3>
      {rows.length === 0 || !name ? (
        <p className="py-3 text-center text-ink-3">{empty}</p>
      ) : (
        <ScrollRegion label={`${title} in numbers`} className="max-h-96 overflow-auto">
          <table className="w-full text-end">
            <thead className="sticky top-0 bg-surface text-12 text-ink-3">
              <tr>
                <th scope="col" className="pb-1 text-start font-medium">
                  {name.label}
                </th>
                {numbers.map(({ label, isText }) => (
                  <th
                    key={label}
                    scope="col"
                    className={`pb-1 ps-4 font-medium whitespace-nowrap ${isText ? 'w-full text-start' : 'text-end'}`}
                  >
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)} className="border-t border-border">
                  <th scope="row" className="min-w-32 py-1.5 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]">
                    {name.cell(row)}
                  </th>
                  {numbers.map(({ label, cell, isText }) => (
                    <td key={label} className={`py-1.5 ps-4 ${isText ? 'max-w-40 truncate text-start' : 'whitespace-nowrap'}`}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}
