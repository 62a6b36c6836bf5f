import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import type { UnpricedModels } from '../../api/contract/price.ts'
import type { Project } from '../../api/contract/project.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { read } from '../data/queries.ts'
import { Button } from '../ui/button.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { Count, When } from '../ui/value.tsx'
import { Card } from './card.tsx'
import { CELL, HeadRow } from './table.tsx'

type Unpriced = UnpricedModels['items'][number]
type OnAdd = (model: Pick<Unpriced, 'model' | 'provider'>) => void

/** Models that were used lately and that no price is known for. */
export function UnpricedList({ project, onAdd }: { project: Project; onAdd: OnAdd }) {
  const { data, error, refetch } = useQuery(read('listUnpricedModels', { params: { project: project.id } }))
  return (
    <Card title="Models without a price">
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={2} />
      ) : data.items.length === 0 ? (
        <p className="text-ink-3">Every model of the last 30 days has a price.</p>
      ) : (
        <UnpricedTable items={data.items} onAdd={onAdd} />
      )}
    </Card>
  )
}

function UnpricedTable({ items, onAdd }: { items: readonly Unpriced[]; onAdd: OnAdd }) {
  return (
    <ScrollRegion label="Unpriced models" className="relative overflow-x-auto">
      <table className="w-full text-start">
        <HeadRow words={['Model', 'Provider', 'Calls', 'Tokens', 'Last seen']} actions="Add" />
        <tbody>
          {items.map((one) => (
            <tr key={JSON.stringify([one.model, one.provider])}>
              <th scope="row" dir="auto" className={`${CELL} min-w-40 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]`}>
                {one.model}
              </th>
              <td className={CELL}>{one.provider ?? <span className="text-ink-3">not named</span>}</td>
              <td className={CELL}>
                <Count value={one.spanCount} />
              </td>
              <td className={CELL}>
                <Count value={one.totalTokens} />
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                <When at={one.lastSeenAt} />
              </td>
              <td className={`${CELL} text-end`}>
                <Button variant="quiet" icon={Plus} aria-label={`Add a price for ${one.model}`} onClick={() => onAdd(one)}>
                  Price
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
