import { useState, type FormEvent } from 'react'
import type { ProjectSettings } from '../../model/project-settings.ts'
import { describeFailure } from '../data/failure.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useSaveSettings } from './use-settings.ts'

type Price = ProjectSettings['prices'][number]

export const EMPTY_PRICE = { model: '', provider: '', input: '', cachedInput: '', cacheWrite: '', output: '' }
export type PriceDraft = typeof EMPTY_PRICE
const RATES = [
  { field: 'input', label: 'Input', isNeeded: true },
  { field: 'cachedInput', label: 'Cached input', isNeeded: false },
  { field: 'cacheWrite', label: 'Cache write', isNeeded: false },
  { field: 'output', label: 'Output', isNeeded: true },
] as const

type AddPriceProps = { projectId: string; prices: readonly Price[]; begin: PriceDraft; isFocused: boolean }

/** A form for one more price; one for the same model and provider takes the place of the old one. */
export function AddPrice({ projectId, prices, begin, isFocused }: AddPriceProps) {
  const [draft, setDraft] = useState(begin)
  const change = useSaveSettings(projectId, 'The price is saved.')
  const price = readDraft(draft)
  const set = (field: keyof PriceDraft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value })

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (price === undefined) return
    const others = prices.filter((other) => other.model !== price.model || other.provider !== price.provider)
    change.mutate({ prices: [...others, price] }, { onSuccess: () => setDraft(EMPTY_PRICE) })
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <TextField
          label="Model"
          className="min-w-48 flex-2"
          placeholder="my-model-*"
          hint="As spans name it; * stands for any text."
          value={draft.model}
          maxLength={200}
          required
          autoComplete="off"
          spellCheck={false}
          onChange={set('model')}
        />
        <TextField
          label="Provider"
          className="min-w-36 flex-1"
          placeholder="any"
          value={draft.provider}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={set('provider')}
        />
      </div>
      <fieldset>
        <legend className="mb-1 text-12 text-ink-3">US dollars for a million tokens</legend>
        <div className="flex flex-wrap items-end gap-2">
          {RATES.map(({ field, label, isNeeded }) => (
            <TextField
              key={field}
              label={label}
              className="min-w-28 flex-1"
              type="number"
              min={0}
              step="any"
              placeholder={isNeeded ? undefined : 'as input'}
              required={isNeeded}
              autoFocus={isFocused && field === 'input'}
              value={draft[field]}
              onChange={set(field)}
            />
          ))}
          <Button variant="primary" type="submit" disabled={price === undefined || change.isPending}>
            Save price
          </Button>
        </div>
      </fieldset>
      {change.error && (
        <p role="alert" className="text-12 text-error">
          {describeFailure(change.error).detail}
        </p>
      )}
    </form>
  )
}

/** Nothing while something needed is missing. Zero is a price. */
function readDraft(draft: PriceDraft): Price | undefined {
  const rate = (text: string) => (text.trim() === '' ? undefined : Number(text))
  const [model, inputUsd, outputUsd] = [draft.model.trim(), rate(draft.input), rate(draft.output)]
  if (model === '' || inputUsd === undefined || outputUsd === undefined) return undefined
  return {
    model,
    provider: draft.provider.trim() || undefined,
    inputUsd,
    cachedInputUsd: rate(draft.cachedInput),
    cacheWriteUsd: rate(draft.cacheWrite),
    outputUsd,
  }
}
