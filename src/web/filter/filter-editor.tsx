import { Search, X } from 'lucide-react'
import { useId, useRef, useState, type FocusEvent } from 'react'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'
import { AddFilter } from './add-filter.tsx'
import { ChipEditor } from './chip-editor.tsx'
import { FilterNote } from './filter-note.tsx'
import { askable, flipExcluded, MAX_FILTER_LENGTH } from './filter-text.ts'
import { recentFilters, rememberFilter } from './recent.ts'
import { TermChip } from './term-chip.tsx'
import { TermInput, type Edge } from './term-input.tsx'
import { useEditedFilter } from './use-edited-filter.ts'
import type { FilteredList } from './use-observed.ts'

type FilterEditorProps = {
  /** The filter as the URL has it. */
  value: string
  list: Omit<FilteredList, 'q'>
  placeholder: string
  /** What the server says is wrong with it. */
  error?: string | undefined
  /** The whole filter, faulty terms included. */
  onChange: (text: string) => void
}

/** A filter as text and chips: typed, completed, or picked. */
export function FilterEditor({ value, list: place, placeholder, error, onChange }: FilterEditorProps) {
  const noteId = useId()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [editing, setEditing] = useState<number>()
  const edited = useEditedFilter(value, place.scope, onChange)
  const { chips, draft, text } = edited
  const { q, leftOut } = askable(value, place.scope)
  const list: FilteredList = { ...place, q }
  useKeys('Lists', [{ keys: '/', label: 'Filter', run: () => input.current?.select() }])

  const buttons = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])]
  /** Past the last chip is the text. */
  const focusChip = (at: number) => (buttons()[Math.max(0, at)] ?? input.current)?.focus()

  function remove(at: number) {
    edited.replace(at, '')
    // Once the chip is gone.
    requestAnimationFrame(() => focusChip(at))
  }

  function endEditing(at: number, written: string, isLeft = false) {
    if (editing !== at) return
    setEditing(undefined)
    edited.replace(at, written)
    if (!isLeft) requestAnimationFrame(() => focusChip(written === '' ? at : at + 1))
  }

  function onEdge(edge: Edge): boolean {
    if (edge === 'right' || chips.length === 0) return false
    focusChip(chips.length - 1)
    return true
  }

  function onLeave(event: FocusEvent) {
    if (event.currentTarget.contains(event.relatedTarget)) return
    if (editing === undefined) edited.finish()
    rememberFilter(place.project, place.scope, text)
  }

  return (
    <div className="flex min-w-0 flex-1 basis-full flex-col gap-1 md:basis-0">
      <div className="flex min-w-0 items-start gap-2">
        <div ref={box} role="group" aria-label="Filter terms" className="relative min-w-0 flex-1" onBlur={onLeave}>
          <div
            role="presentation"
            className="flex min-h-8 flex-wrap items-center gap-1 rounded-control border border-control bg-surface py-[3px] pr-8 pl-8 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-2 has-[input:focus]:outline-accent"
            onMouseDown={(event) => {
              if (event.target !== event.currentTarget) return
              event.preventDefault()
              input.current?.focus()
            }}
          >
            <Search size={14} aria-hidden className="pointer-events-none absolute top-[9px] left-2.5 text-ink-3" />
            {chips.length > 0 && (
              <div role="list" aria-label="Terms" className="contents">
                {chips.map((chip, at) =>
                  at === editing ? (
                    <ChipEditor
                      key={`editing ${chip}`}
                      text={chip}
                      list={list}
                      onDone={(written, isLeft) => endEditing(at, written, isLeft)}
                    />
                  ) : (
                    <TermChip
                      key={`${chip} ${chips.indexOf(chip) === at ? '' : at}`}
                      text={chip}
                      scope={place.scope}
                      noteId={noteId}
                      onEdit={() => setEditing(at)}
                      onRemove={() => remove(at)}
                      onFlip={() => {
                        edited.replace(at, flipExcluded(chip))
                        requestAnimationFrame(() => focusChip(at))
                      }}
                      onMove={(by) => focusChip(at + by)}
                    />
                  ),
                )}
              </div>
            )}
            <TermInput
              ref={input}
              label="Filter"
              draft={draft}
              list={list}
              recent={chips.length === 0 ? recentFilters(place.project, place.scope) : NONE}
              placeholder={chips.length === 0 ? placeholder : undefined}
              maxLength={Math.max(draft.text.length, MAX_FILTER_LENGTH - (text.length - draft.text.trim().length))}
              describedBy={leftOut.length > 0 || error !== undefined ? noteId : undefined}
              isInvalid={error !== undefined}
              className="min-w-28 flex-1"
              onDraft={edited.type}
              onAccept={(option, next) => {
                if ('filter' in option) edited.set(option.filter)
                else if ('insert' in option && option.isTerm) edited.finish(chips, next.text)
                else edited.type(next)
              }}
              onEnter={() => {
                edited.finish()
                rememberFilter(place.project, place.scope, text)
              }}
              onEscape={() => input.current?.blur()}
              onEdge={onEdge}
            />
          </div>
          {text !== '' && (
            <IconButton
              icon={X}
              label="Clear filter"
              size={14}
              className="absolute top-0 right-0"
              onClick={() => {
                edited.set('')
                input.current?.focus()
              }}
            />
          )}
        </div>
        <AddFilter list={list} text={text} onChange={edited.set} />
      </div>
      <FilterNote id={noteId} leftOut={leftOut} length={text.length} error={error} />
    </div>
  )
}

const NONE: readonly string[] = []
