import clsx from 'clsx'
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { complete, type Option } from './complete.ts'
import { OptionList, optionId } from './option-list.tsx'
import { placeAt, type Place } from './place.ts'
import { observedAt, useObserved, type FilteredList } from './use-observed.ts'

export type Draft = { readonly text: string; readonly caret: number }
/** Where somebody leaves the text by a key. */
export type Edge = 'back' | 'left' | 'right'

type TermInputProps = {
  label: string
  draft: Draft
  list: FilteredList
  recent: readonly string[]
  /** Offered after what fits. */
  more?: readonly Option[]
  placeholder?: string
  maxLength: number
  describedBy?: string | undefined
  isInvalid?: boolean
  ref?: Ref<HTMLInputElement>
  className?: string
  isFocusedFirst?: boolean
  /** Nothing was typed yet: every value fits, not only those like the one that is there. */
  isUntouched?: boolean
  onDraft: (draft: Draft) => void
  /** What the text becomes when this is chosen; a term that is whole is finished. */
  onAccept: (option: Option, draft: Draft) => void
  onEnter: () => void
  onEscape: () => void
  onEdge: (edge: Edge) => boolean
}

/** A text with completion at the caret: arrows choose, Tab or Enter take, Esc closes. */
export function TermInput(props: TermInputProps) {
  const { draft, list, recent, more = NONE, isUntouched = false, onDraft, onAccept } = props
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(props.isFocusedFirst ?? false)
  const [chosen, setChosen] = useState<number>()
  const place = useMemo(
    () => ({ ...placeAt(draft.text, draft.caret, list.scope), ...(isUntouched ? { typed: '' } : {}) }),
    [draft, list.scope, isUntouched],
  )
  const asked = isOpen ? observedAt(place) : undefined
  const { values } = useObserved(list, asked?.ref, asked?.typed ?? '')
  const options = useMemo(
    () => [...complete(place, values, draft.text === '' ? recent : []), ...more],
    [place, values, draft, recent, more],
  )
  const isShown = isOpen && options.length > 0
  // Words of a field with few of them are none until they are whole.
  const isBegun = place.kind === 'value' && place.field.type === 'choice' && place.typed !== ''
  const active = chosen ?? (isBegun ? 0 : undefined)

  useLayoutEffect(() => {
    const element = input.current
    if (element && document.activeElement === element && element.selectionStart !== draft.caret) {
      element.setSelectionRange(draft.caret, draft.caret)
    }
  }, [draft])

  function change(next: Draft) {
    setChosen(undefined)
    onDraft(next)
  }

  function accept(option: Option) {
    setChosen(undefined)
    const next = applied(option, draft, place)
    setOpen('insert' in option && !option.isTerm)
    onAccept(option, next)
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isPoint = selectionStart === selectionEnd
    const taken = options[active ?? 0]
    const handle: Record<string, () => boolean> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => {
        if (isShown && active !== undefined && taken) accept(taken)
        else {
          setOpen(false)
          props.onEnter()
        }
        return true
      },
      Tab: () => {
        const isAsking = active !== undefined || place.kind !== 'word' || place.typed !== ''
        if (event.shiftKey || !isShown || !isAsking || !taken) return false
        accept(taken)
        return true
      },
      Escape: () => {
        if (isShown) setOpen(false)
        else props.onEscape()
        return true
      },
      Backspace: () => isPoint && selectionStart === 0 && props.onEdge('back'),
      ArrowLeft: () => isPoint && selectionStart === 0 && props.onEdge('left'),
      ArrowRight: () => isPoint && selectionStart === value.length && props.onEdge('right'),
    }
    if (Object.hasOwn(handle, event.key) && handle[event.key]!()) event.preventDefault()
  }

  function move(by: number): boolean {
    if (!isShown) {
      setOpen(true)
      return true
    }
    const from = active ?? (by > 0 ? -1 : 0)
    setChosen((from + by + options.length) % options.length)
    return true
  }

  return (
    <>
      <input
        ref={(element) => {
          input.current = element
          if (typeof props.ref === 'function') props.ref(element)
          else if (props.ref) props.ref.current = element
        }}
        role="combobox"
        aria-label={props.label}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-activedescendant={isShown && active !== undefined ? optionId(listId, active) : undefined}
        aria-invalid={props.isInvalid ? true : undefined}
        aria-describedby={props.describedBy}
        value={draft.text}
        dir="auto"
        placeholder={props.placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        maxLength={props.maxLength}
        autoFocus={props.isFocusedFirst}
        onChange={(event) => {
          setOpen(true)
          change({ text: event.target.value, caret: event.target.selectionStart ?? event.target.value.length })
        }}
        onSelect={(event) => {
          const caret = event.currentTarget.selectionStart ?? 0
          if (caret !== draft.caret) change({ text: draft.text, caret })
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className={clsx('h-6 min-w-0 bg-transparent outline-none', props.className)}
      />
      {isShown && <OptionList id={listId} options={options} active={active} onAccept={accept} />}
    </>
  )
}

const NONE: readonly Option[] = []

/** The text once an option is taken. */
function applied(option: Option, { text, caret }: Draft, { start, end }: Place): Draft {
  if ('filter' in option) return { text: option.filter, caret: option.filter.length }
  if (!('insert' in option)) return { text, caret }
  const { insert, from = start } = option
  return { text: text.slice(0, from) + insert + text.slice(end), caret: from + (option.caret ?? insert.length) }
}
