import { ScrollRegion } from '../content/scroll-region.tsx'
import type { Twin } from './chart-card.tsx'

/** Every bar of a chart as a row. */
export function TwinTable({ title, twin }: { title: string; twin: Twin }) {
  return (
    <ScrollRegion label={`${title} as a table`} className="max-h-52 overflow-auto">
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
