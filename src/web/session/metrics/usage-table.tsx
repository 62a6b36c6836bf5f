import { useId, type ReactNode } from 'react'
import { ScrollRegion } from '../../content/scroll-region.tsx'

export type UsageRow = { readonly key: string; readonly name: ReactNode; readonly cells: readonly ReactNode[] }

type UsageTableProps = { title: string; columns: readonly string[]; rows: readonly UsageRow[]; empty: string }

/** Numbers by name; the first of the columns is the name. */
export function UsageTable({ title, columns, rows, empty }: UsageTableProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-card border border-border bg-surface p-3">
      <h3 id={id} className="pb-2 text-14 font-semibold">
        {title}
      </h3>
      {rows.length === 0 ? (
        <p className="py-3 text-center text-ink-3">{empty}</p>
      ) : (
        <ScrollRegion label={`${title} in numbers`} className="max-h-96 overflow-auto">
          <table className="w-full text-end">
            <thead className="sticky top-0 bg-surface text-12 text-ink-3">
              <tr>
                {columns.map((column, at) => (
                  <th
                    key={column}
                    scope="col"
                    className={`pb-1 ps-4 font-medium whitespace-nowrap first:ps-0 ${at === 0 ? 'text-start' : 'text-end'}`}
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name, cells }) => (
                <tr key={key} className="border-t border-border">
                  <th scope="row" className="min-w-32 py-1.5 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]">
                    {name}
                  </th>
                  {cells.map((cell, at) => (
                    <td key={at} className="py-1.5 ps-4 whitespace-nowrap">
                      {cell}
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
