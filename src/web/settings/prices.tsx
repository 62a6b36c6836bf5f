import { Trash2 } from 'lucide-react'
import type { Project } from '../../api/contract/project.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { describeFailure } from '../data/failure.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { AddPrice } from './add-price.tsx'
import { Card } from './card.tsx'
import { CELL, HeadRow } from './table.tsx'
import { useSaveSettings, useSettings } from './use-settings.ts'

type Price = ProjectSettings['prices'][number]

/** The prices of a project. */
export function Prices({ project }: { project: Project }) {
  const { data: settings, error, refetch } = useSettings(project.id)
  if (error) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (!settings) return <Skeleton rows={4} />
  const { prices } = settings
  return (
    <>
      <Card title="Prices of this project">
        <p className="mb-3 text-ink-2">
          Where an app sends no cost, it is estimated from tokens: by a price from here, else from the list that comes with Sojourn. The
          most specific model name counts.
        </p>
        {prices.length === 0 ? (
          <p className="text-ink-3">There is no price yet: the list is used.</p>
        ) : (
          <PriceTable projectId={project.id} prices={prices} />
        )}
      </Card>
      <Card title="New price">
        <AddPrice projectId={project.id} prices={prices} />
      </Card>
    </>
  )
}

const WORDS = ['Model', 'Provider', 'Input', 'Cached input', 'Cache write', 'Output']

function PriceTable({ projectId, prices }: { projectId: string; prices: readonly Price[] }) {
  const change = useSaveSettings(projectId, 'The price is removed.')
  return (
    <>
      <ScrollRegion label="Prices" className="relative overflow-x-auto">
        <table className="w-full text-start">
          <caption className="pb-2 text-start text-12 text-ink-3">US dollars for a million tokens</caption>
          <HeadRow words={WORDS} actions="Remove" />
          <tbody>
            {prices.map((price) => (
              <tr key={`${price.model}\n${price.provider ?? ''}`}>
                <th scope="row" dir="auto" className={`${CELL} min-w-40 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]`}>
                  {price.model}
                </th>
                <td className={CELL}>{price.provider ?? <span className="text-ink-3">any</span>}</td>
                <td className={CELL}>{usd(price.inputUsd)}</td>
                <td className={CELL}>{usd(price.cachedInputUsd)}</td>
                <td className={CELL}>{usd(price.cacheWriteUsd)}</td>
                <td className={CELL}>{usd(price.outputUsd)}</td>
                <td className={`${CELL} text-end`}>
                  <IconButton
                    icon={Trash2}
                    label={`Remove the price of ${price.model}`}
                    disabled={change.isPending}
                    onClick={() => change.mutate({ prices: prices.filter((other) => other !== price) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {change.error && (
        <p role="alert" className="mt-2 text-12 text-error">
          {describeFailure(change.error).detail}
        </p>
      )}
    </>
  )
}

/** As it was typed: a price is not rounded. */
function usd(price: number | undefined) {
  return price === undefined ? <span className="text-ink-3">as input</span> : `$${price}`
}
