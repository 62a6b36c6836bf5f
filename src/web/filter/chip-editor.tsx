import { useMemo, useState } from 'react'
import { MAX_FILTER_LENGTH, flipExcluded, quoteWords, readChip } from './filter-text.ts'
import type { Option } from './complete.ts'
import { TermInput, type Draft } from './term-input.tsx'
import type { FilteredList } from './use-observed.ts'

type ChipEditorProps = {
  text: string
  list: FilteredList
  /** `isLeft`: somebody went elsewhere, and the focus stays there. */
  onDone: (text: string, isLeft?: boolean) => void
}

const NONE: readonly string[] = []

/** A chip opened as text, in its place. */
export function ChipEditor({ text, list, onDone }: ChipEditorProps) {
  const [draft, setDraft] = useState<Draft>({ text, caret: text.length })
  const more = useMemo<readonly Option[]>(() => {
    const { isExcluded, fault } = readChip(text, list.scope)
    const group = 'This term'
    const flip = isExcluded ? 'Include instead' : 'Exclude instead'
    return [
      ...(fault ? [{ key: 'text', group, label: 'Search for it as text', run: () => onDone(quoteWords(text)) }] : []),
      { key: 'flip', group, label: flip, run: () => onDone(flipExcluded(text)) },
      { key: 'remove', group, label: 'Remove', run: () => onDone('') },
    ]
  }, [text, list.scope, onDone])
  return (
    <span role="listitem" className="inline-flex max-w-full min-w-0" onBlur={() => onDone(draft.text, true)}>
      <TermInput
        label={`Edit ${text}`}
        draft={draft}
        list={list}
        recent={NONE}
        more={more}
        maxLength={MAX_FILTER_LENGTH}
        isFocusedFirst
        isUntouched={draft.text === text}
        onDraft={setDraft}
        onAccept={(option, next) => {
          if ('run' in option) option.run()
          else if ('insert' in option && option.isTerm) onDone(next.text)
          else setDraft(next)
        }}
        onEnter={() => onDone(draft.text)}
        onEscape={() => onDone(text)}
        onEdge={() => false}
        className="field-sizing-content min-w-24 rounded-control border border-accent px-1.5"
      />
    </span>
  )
}
