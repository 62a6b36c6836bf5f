import { useState } from 'react'
import { quoteValue, unquote, type Field } from '../../filter/filter.ts'
import type { FieldRef } from '../../model/filter.ts'
import { formatCount } from '../format/number.ts'
import { fieldClass } from '../ui/text-field.tsx'
import type { PickerProps } from './add-filter.tsx'
import { fit, valuesOf, type Observed } from './complete.ts'
import { askedOf } from './field-groups.ts'
import { fieldTermIn, withFieldTerm, type FieldTerm } from './narrow.ts'
import { PickerHead } from './picker-head.tsx'
import { useObserved } from './use-observed.ts'

type ValuePickerProps = PickerProps & { field: Field; ref: FieldRef }

const NONE: FieldTerm = { values: [], isExcluded: false }

/** Second step: the values a field has, with their counts. Those that are checked are alternatives. */
export function ValuePicker({ list, text, onChange, onBack, field, ref: of }: ValuePickerProps) {
  const [typed, setTyped] = useState('')
  const [isExcluded, setExcluded] = useState(fieldTermIn(text, list.scope, of)?.isExcluded ?? false)
  const { values, isComplete, isPending } = useObserved(list, of, typed)
  const said = fieldTermIn(text, list.scope, of) ?? NONE
  const write = (next: FieldTerm) => onChange(withFieldTerm(text, list.scope, of, next))
  const toggle = (written: string) => {
    const rest = said.values.filter((one) => one !== written)
    write({ values: rest.length < said.values.length ? rest : [...said.values, written], isExcluded })
  }
  const title = of.key === undefined ? field.name : `${field.name}.${of.key}`
  const rows = listed(valuesOf(field, askedOf(field, list.scope), values), said, typed)
  const isNew = typed.trim() !== '' && field.type !== 'choice' && !rows.some(({ value }) => value === typed.trim())

  function take() {
    const written = typed.includes('*') ? typed.trim() : quoteValue(typed.trim())
    if (typed.trim() !== '' && !said.values.includes(written)) toggle(written)
    setTyped('')
  }

  return (
    <>
      <PickerHead
        title={title}
        onBack={onBack}
        isExcluded={isExcluded}
        onFlip={(next) => {
          setExcluded(next)
          if (said.values.length > 0) write({ ...said, isExcluded: next })
        }}
      />
      <form
        className="flex-none border-b border-border p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isNew) take()
        }}
      >
        <input
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label={`Find a value of ${title}`}
          placeholder={field.type === 'choice' ? 'Find a value' : 'Find or type a value'}
          dir="auto"
          spellCheck={false}
          autoComplete="off"
          maxLength={500}
          className={fieldClass}
        />
      </form>
      <div role="group" aria-label={title} className="min-h-0 flex-1 overflow-y-auto p-1">
        {isNew && (
          <button
            type="button"
            onClick={take}
            className="flex min-h-7 w-full min-w-0 items-center gap-1 rounded-control px-2 text-left hover:bg-hover"
          >
            Take <bdi className="min-w-0 truncate font-medium">{typed.trim()}</bdi>
          </button>
        )}
        {rows.map(({ value, written, count }) => (
          <label
            key={written}
            className="flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              checked={said.values.includes(written)}
              onChange={() => toggle(written)}
              className="flex-none outline-none"
            />
            <bdi className="min-w-0 flex-1 truncate" title={value}>
              {value}
            </bdi>
            {count !== undefined && <span className="flex-none text-12 text-ink-3">{formatCount(count)}</span>}
          </label>
        ))}
        {isPending && <p className="px-2 py-1 text-12 text-ink-3">Looking for values…</p>}
        {!isPending && rows.length === 0 && !isNew && <p className="px-2 py-1 text-12 text-ink-3">No values in this time range.</p>}
        {!isComplete && <p className="px-2 py-1 text-12 text-ink-3">There may be others: type to find them.</p>}
      </div>
    </>
  )
}

/** What is checked stays in sight; the others as they fit what is typed. */
function listed(values: readonly Observed[], said: FieldTerm, typed: string): (Observed & { written: string })[] {
  const seen = values.map((one) => ({ ...one, written: quoteValue(one.value) }))
  const missing = said.values
    .filter((written) => !seen.some((one) => one.written === written))
    .map((written) => ({ value: unquote(written.replace(/^"|"$/g, '')), count: undefined, written }))
  return [...missing, ...seen.filter(({ value }) => fit(value, typed.trim()) !== undefined)]
}
