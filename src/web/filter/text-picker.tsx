import { useState } from 'react'
import { addTerm } from '../../filter/filter.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { PickerProps } from './add-filter.tsx'
import { quoteWords } from './filter-text.ts'
import { PickerHead } from './picker-head.tsx'

/** Second step for what was said: a word, or several in a row. */
export function TextPicker({ text, onChange, onBack }: PickerProps) {
  const [words, setWords] = useState('')
  const [isExcluded, setExcluded] = useState(false)
  return (
    <>
      <PickerHead title="text" onBack={onBack} isExcluded={isExcluded} onFlip={setExcluded} />
      <form
        className="flex flex-none items-end gap-2 p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (words.trim() === '') return
          onChange(addTerm(text, `${isExcluded ? '-' : ''}${quoteWords(words.trim())}`))
          setWords('')
          onBack()
        }}
      >
        <TextField
          autoFocus
          label={isExcluded ? 'Does not mention' : 'Mentions'}
          hint="In messages, ids, names and users, whatever the case. Several words are found in this order."
          value={words}
          onChange={(event) => setWords(event.target.value)}
          dir="auto"
          maxLength={500}
          className="min-w-0 flex-1"
        />
        <Button type="submit" className="mb-[3.25rem]">
          Add
        </Button>
      </form>
    </>
  )
}
