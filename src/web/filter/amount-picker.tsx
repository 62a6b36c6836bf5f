import { useId, useState } from 'react'
import { parseFilter, type Field } from '../../filter/filter.ts'
import type { FieldRef } from '../../model/filter.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { PickerProps } from './add-filter.tsx'
import { examplesOf, readRangeEnds, writeRange } from './amounts.ts'
import { termFor } from './field-groups.ts'
import { describeFault } from './filter-text.ts'
import { fieldTermIn, withFieldTerm } from './narrow.ts'
import { PickerHead } from './picker-head.tsx'

const HINTS: Partial<Record<Field['type'], string>> = {
  count: 'Whole numbers: 1200, 1.2k, 3m.',
  duration: '300ms, 2.5s, 1m, 1h30m; a bare number is milliseconds.',
  money: 'US dollars: 0.10.',
  time: '2026-11-20, 2026-11-20T09:00 (UTC), now-2h.',
}

/** Second step for numbers and times: from, to, or what people often ask. */
export function AmountPicker({ list, text, onChange, onBack, field, ref: of }: PickerProps & { field: Field; ref: FieldRef }) {
  const hintId = useId()
  const said = fieldTermIn(text, list.scope, of)
  const [ends, setEnds] = useState(() => readRangeEnds(said?.values[0] ?? ''))
  const [isExcluded, setExcluded] = useState(said?.isExcluded ?? false)
  const [fault, setFault] = useState<string>()

  function apply(value: string, excluded = isExcluded) {
    const wrong = parseFilter(termFor(of, list.scope, [value], excluded), list.scope, Date.now())[0]?.fault
    setFault(wrong && describeFault(wrong))
    if (!wrong) onChange(withFieldTerm(text, list.scope, of, { values: [value], isExcluded: excluded }))
  }

  return (
    <>
      <PickerHead
        title={field.name}
        onBack={onBack}
        isExcluded={isExcluded}
        onFlip={(next) => {
          setExcluded(next)
          if (said?.values[0] !== undefined) apply(said.values.join(','), next)
        }}
      />
      <form
        className="flex flex-none flex-col gap-2 border-b border-border p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (ends.from.trim() !== '' || ends.to.trim() !== '') apply(writtenOf(ends))
        }}
      >
        <p id={hintId} className="text-12 text-ink-2">
          {field.about}. {HINTS[field.type]}
        </p>
        <div className="flex items-end gap-2">
          <TextField
            autoFocus
            label="From"
            value={ends.from}
            onChange={(event) => setEnds({ ...ends, from: event.target.value })}
            aria-describedby={hintId}
            className="min-w-0 flex-1"
          />
          <TextField
            label="To"
            value={ends.to}
            onChange={(event) => setEnds({ ...ends, to: event.target.value })}
            aria-describedby={hintId}
            className="min-w-0 flex-1"
          />
          <Button type="submit">Apply</Button>
        </div>
        {fault !== undefined && (
          <p role="alert" className="text-12 text-error">
            {fault}
          </p>
        )}
      </form>
      <div role="group" aria-label="Often asked" className="min-h-0 flex-1 overflow-y-auto p-1">
        {examplesOf(field)?.map((example) => (
          <label key={example.text} className="flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-2 hover:bg-hover">
            <input
              type="checkbox"
              checked={said?.values.length === 1 && said.values[0] === example.text}
              onChange={(event) => {
                const value = event.target.checked ? example.text : ''
                setEnds(readRangeEnds(value))
                if (value === '') onChange(withFieldTerm(text, list.scope, of, { values: [], isExcluded }))
                else apply(value)
              }}
            />
            <span className="flex-1">{example.about}</span>
            <span className="font-mono text-12 text-ink-3">{example.text}</span>
          </label>
        ))}
      </div>
    </>
  )
}

/** An end that somebody wrote with a sign stands alone. */
function writtenOf({ from, to }: { readonly from: string; readonly to: string }): string {
  const isSigned = (end: string) => /^[<>=]/.test(end.trim())
  if (isSigned(from) || isSigned(to))
    return [from, to]
      .map((end) => end.trim())
      .filter((end) => end !== '')
      .join('')
  return writeRange(from, to)
}
