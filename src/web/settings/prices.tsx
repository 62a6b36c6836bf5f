import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Project } from '../../api/contract/project.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import { ScrollRegion } from '../content/scroll-region.tsx'
import { describeFailure } from '../data/failure.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorPanel, Skeleton } from '../ui/states.tsx'
import { AddPrice, EMPTY_PRICE, type PriceDraft } from './add-price.tsx'
import { Card } from './card.tsx'
import { CELL, HeadRow } from './table.tsx'
import { TryPrice } from './try-price.tsx'
import { UnpricedList } from './unpriced-list.tsx'
import { useSaveSettings, useSettings } from './use-settings.ts'

type Price = ProjectSettings['prices'][number]

/** The prices of a project. */
export function Prices({ project }: { project: Project }) {
  const { data: settings, error, refetch } = useSettings(project.id)
  // Each beginning is a form of its own.
  const [form, setForm] = useState({ number: 0, begin: EMPTY_PRICE })
  const begin = (draft: Partial<PriceDraft>) => setForm({ number: form.number + 1, begin: { ...EMPTY_PRICE, ...draft } })
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
          <PriceTable projectId={project.id} prices={prices} onEdit={(price) => begin(draftOf(price))} />
        )}
      </Card>
      <Card title="New price">
        <AddPrice key={form.number} projectId={project.id} prices={prices} begin={form.begin} isFocused={form.number > 0} />
      </Card>
      <UnpricedList project={project} onAdd={({ model, provider = '' }) => begin({ model, provider })} />
      <TryPrice project={project} />
    </>
  )
}

const WORDS = ['Model', 'Provider', 'Input', 'Cached input', 'Cache write', 'Output']

/** As it would be typed. */
function draftOf({ model, provider = '', inputUsd, cachedInputUsd, cacheWriteUsd, outputUsd }: Price): PriceDraft {
  const text = (usd: number | undefined) => (usd === undefined ? '' : String(usd))
  const [input, cachedInput, cacheWrite, output] = [inputUsd, cachedInputUsd, cacheWriteUsd, outputUsd].map(text) as [
    string,
    string,
    string,
    string,
  ]
  return { model, provider, input, cachedInput, cacheWrite, output }
}

type PriceTableProps = { projectId: string; prices: readonly Price[]; onEdit: (price: Price) => void }

function PriceTable({ projectId, prices, onEdit }: PriceTableProps) {
  const change = useSaveSettings(projectId, 'The price is removed.')
  return (
    <>
      <ScrollRegion label="Prices" className="relative overflow-x-auto">
        <table className="w-full text-start">
          <caption className="pb-2 text-start text-12 text-ink-3">US dollars for a million tokens</caption>
          <HeadRow words={WORDS} actions="Change or remove" />
          <tbody>
            {prices.map((price, at) => (
              <tr key={`${at} ${price.model}`}>
                <th scope="row" dir="auto" className={`${CELL} min-w-40 text-start font-mono text-12 font-medium [overflow-wrap:anywhere]`}>
                  {price.model}
                </th>
                <td className={CELL}>{price.provider ?? <span className="text-ink-3">any</span>}</td>
                <td className={CELL}>{usd(price.inputUsd)}</td>
                <td className={CELL}>{usd(price.cachedInputUsd)}</td>
                <td className={CELL}>{usd(price.cacheWriteUsd)}</td>
                <td className={CELL}>{usd(price.outputUsd)}</td>
                <td className={`${CELL} text-end whitespace-nowrap`}>
                  <IconButton icon={Pencil} label={`Change the price of ${price.model}`} onClick={() => onEdit(price)} />
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
