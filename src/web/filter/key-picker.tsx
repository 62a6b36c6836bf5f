import { useState } from 'react'
import type { Field } from '../../filter/filter.ts'
import { formatCount } from '../format/number.ts'
import { fieldClass } from '../ui/text-field.tsx'
import type { PickerProps } from './add-filter.tsx'
import { fit } from './complete.ts'
import { PickerHead } from './picker-head.tsx'
import { useObserved } from './use-observed.ts'

type KeyPickerProps = PickerProps & { field: Field; onChoose: (key: string) => void }

/** Attributes and metadata have keys of their own: which one? */
export function KeyPicker({ list, onBack, field, onChoose }: KeyPickerProps) {
  const [typed, setTyped] = useState('')
  const { values, isPending } = useObserved(list, { field: field.name }, typed)
  const keys = values.filter(({ value }) => fit(value, typed.trim()) !== undefined)
  const choose = (key: string) => key !== '' && onChoose(key)
  return (
    <>
      <PickerHead title={field.name} onBack={onBack} />
      <form
        className="flex-none border-b border-border p-2"
        onSubmit={(event) => {
          event.preventDefault()
          choose(typed.trim())
        }}
      >
        <input
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          aria-label="Find a key"
          placeholder="Find or type a key"
          dir="auto"
          spellCheck={false}
          autoComplete="off"
          maxLength={256}
          className={fieldClass}
        />
      </form>
      <div className="min-h-0 flex-1 overflow-y-auto p-1">
        {typed.trim() !== '' && !keys.some(({ value }) => value === typed.trim()) && <Key name={typed.trim()} onPress={choose} />}
        {keys.map(({ value, count }) => (
          <Key key={value} name={value} count={count} onPress={choose} />
        ))}
        {keys.length === 0 && typed === '' && (
          <p className="px-2 py-1 text-12 text-ink-3">{isPending ? 'Looking for keys…' : 'No keys in this time range.'}</p>
        )}
      </div>
    </>
  )
}

function Key({ name, count, onPress }: { name: string; count?: number | undefined; onPress: (key: string) => void }) {
  return (
    <button
      type="button"
      onClick={() => onPress(name)}
      className="flex min-h-7 w-full min-w-0 items-center gap-2 rounded-control px-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <bdi className="min-w-0 flex-1 truncate font-mono text-12" title={name}>
        {name}
      </bdi>
      {count !== undefined && <span className="flex-none text-12 text-ink-3">{formatCount(count)}</span>}
    </button>
  )
}
