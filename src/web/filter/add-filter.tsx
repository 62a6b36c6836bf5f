import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Field } from '../../filter/filter.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { AmountPicker } from './amount-picker.tsx'
import { examplesOf } from './amounts.ts'
import { FieldPicker, TEXT_FIELD } from './field-picker.tsx'
import { KeyPicker } from './key-picker.tsx'
import { TextPicker } from './text-picker.tsx'
import type { FilteredList } from './use-observed.ts'
import { ValuePicker } from './value-picker.tsx'

/** What every step of the panel gets. */
export type PickerProps = {
  list: FilteredList
  /** The filter as it is now. */
  text: string
  onChange: (text: string) => void
  onBack: () => void
}

/** The filter, put together by pressing: first what it is about, then the values. It edits the same text. */
export function AddFilter({ list, text, onChange }: Pick<PickerProps, 'list' | 'text' | 'onChange'>) {
  return (
    <Popover
      label="Add filter"
      trigger={(props) => (
        <Button {...props} icon={Plus} aria-label="Add filter" tip="Choose what to filter by">
          Filter
        </Button>
      )}
      className="w-[min(23rem,calc(100vw-16px))]"
    >
      {(close) => (
        <div className="flex h-[min(28rem,72vh)] flex-col">
          <Steps list={list} text={text} onChange={onChange} />
          <div className="flex flex-none justify-end border-t border-border p-2">
            <Button variant="primary" onClick={close}>
              Done
            </Button>
          </div>
        </div>
      )}
    </Popover>
  )
}

function Steps(props: Pick<PickerProps, 'list' | 'text' | 'onChange'>) {
  const [field, setField] = useState<Field>()
  const [key, setKey] = useState<string>()
  const rest = { ...props, onBack: () => setField(undefined) }
  if (field === undefined) {
    return (
      <FieldPicker
        {...props}
        onChoose={(next) => {
          setKey(undefined)
          setField(next)
        }}
      />
    )
  }
  if (field === TEXT_FIELD) return <TextPicker {...rest} />
  if (field.isOpen && key === undefined) return <KeyPicker {...rest} field={field} onChoose={setKey} />
  const of = { field, ref: { field: field.name, ...(key === undefined ? {} : { key }) } }
  return examplesOf(field) ? (
    <AmountPicker {...rest} {...of} />
  ) : (
    <ValuePicker {...rest} {...of} onBack={() => (key === undefined ? setField(undefined) : setKey(undefined))} />
  )
}
