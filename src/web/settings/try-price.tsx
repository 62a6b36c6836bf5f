import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { PriceAnswer, PriceQuestion } from '../../api/contract/price.ts'
import type { Project } from '../../api/contract/project.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { formatCost } from '../format/number.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Card } from './card.tsx'

const COUNTS = [
  { field: 'promptTokens', label: 'Prompt tokens' },
  { field: 'cachedPromptTokens', label: 'Of them cached' },
  { field: 'completionTokens', label: 'Completion tokens' },
] as const
const START = { model: '', provider: '', promptTokens: '10000', cachedPromptTokens: '0', completionTokens: '1000' }
type Draft = typeof START

/** What a call of some model would cost, and why. */
export function TryPrice({ project }: { project: Project }) {
  const [draft, setDraft] = useState(START)
  const test = useMutation({
    mutationFn: (body: PriceQuestion) => client.call('testPrice', { params: { project: project.id }, body }),
  })
  const question = readDraft(draft)
  const set = (field: keyof Draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value })

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (question !== undefined) test.mutate(question)
  }

  return (
    <Card title="What a call costs">
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <TextField
            label="Model of the call"
            className="min-w-48 flex-2"
            placeholder="gpt-4o-mini"
            value={draft.model}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            onChange={set('model')}
          />
          <TextField
            label="Provider of the call"
            className="min-w-36 flex-1"
            placeholder="not named"
            value={draft.provider}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
            onChange={set('provider')}
          />
        </div>
        <div className="flex flex-wrap items-end gap-2">
          {COUNTS.map(({ field, label }) => (
            <TextField
              key={field}
              label={label}
              className="min-w-28 flex-1"
              type="number"
              min={0}
              step={1}
              value={draft[field]}
              onChange={set(field)}
            />
          ))}
          <Button type="submit" disabled={question === undefined || test.isPending}>
            Work it out
          </Button>
        </div>
      </form>
      {test.error && (
        <p role="alert" className="mt-2 text-12 text-error">
          {describeFailure(test.error).detail}
        </p>
      )}
      {test.data && (
        <p role="status" className="mt-3 [overflow-wrap:anywhere]">
          <Answer answer={test.data} />
        </p>
      )}
    </Card>
  )
}

function Answer({ answer: { costUsd, price } }: { answer: PriceAnswer }) {
  if (price === undefined) return <>No price is known for this model.</>
  return (
    <>
      <strong className="font-semibold">{costUsd === undefined ? 'More than any call costs' : `≈ ${formatCost(costUsd)}`}</strong> by the{' '}
      {price.source === 'project' ? 'project’s price' : 'listed price'} of <bdi className="font-mono text-12">{price.model}</bdi>
      {price.provider !== undefined && (
        <>
          {' '}
          from <bdi>{price.provider}</bdi>
        </>
      )}
      <span className="text-ink-2">: {ratesOf(price)}.</span>
    </>
  )
}

/** `$2.5 input, $1.25 cached, $10 output for a million tokens` */
function ratesOf(price: NonNullable<PriceAnswer['price']>): string {
  const rates = [
    [price.inputUsd, 'input'],
    [price.cachedInputUsd, 'cached'],
    [price.cacheWriteUsd, 'written to the cache'],
    [price.outputUsd, 'output'],
    [price.reasoningUsd, 'reasoning'],
  ] as const
  const told = rates.flatMap(([usd, word]) => (usd === undefined ? [] : [`$${usd} ${word}`]))
  const call = price.requestUsd === undefined ? '' : `, $${price.requestUsd} for the call itself`
  return `${told.join(', ')} for a million tokens${call}`
}

/** Nothing until there is a model, and whole numbers of tokens. */
function readDraft(draft: Draft): PriceQuestion | undefined {
  const [promptTokens, cachedPromptTokens, completionTokens] = COUNTS.map(({ field }) => Number(draft[field] || '0')) as [
    number,
    number,
    number,
  ]
  const isCounts = [promptTokens, cachedPromptTokens, completionTokens].every((tokens) => Number.isInteger(tokens) && tokens >= 0)
  if (draft.model.trim() === '' || !isCounts) return undefined
  const provider = draft.provider.trim() || undefined
  return { model: draft.model.trim(), provider, promptTokens, cachedPromptTokens, completionTokens }
}
