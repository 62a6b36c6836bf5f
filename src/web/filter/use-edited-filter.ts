import { useEffect, useRef, useState } from 'react'
import type { FilterScope } from '../../model/filter.ts'
import { addTerm } from '../../filter/filter.ts'
import { joinFilter, MAX_FILTER_LENGTH, splitFilter, takeFinished, withoutUnfinished } from './filter-text.ts'
import type { Draft } from './term-input.tsx'

const TYPING_PAUSE_MS = 300

type State = { readonly chips: readonly string[]; readonly draft: Draft }

/** A filter while it is edited. It reaches the URL when typing pauses, and at once when a term is finished, changed or removed. */
export function useEditedFilter(value: string, scope: FilterScope, onChange: (text: string) => void) {
  const [state, setState] = useState(() => read(value, scope))
  /** The text the URL has, and the same as it is written here. */
  const sent = useRef({ value, written: write(state) })
  const text = write(state)

  // Back, forward and whatever else changes the filter from outside.
  useEffect(() => {
    if (value === sent.current.value) return
    const next = read(value, scope)
    sent.current = { value, written: write(next) }
    setState(next)
  }, [value, scope])

  useEffect(() => {
    const settled = joinFilter({ chips: state.chips, words: withoutUnfinished(state.draft.text, scope) })
    if (settled === sent.current.written) return
    const timer = setTimeout(() => send(settled), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  })

  function send(next: string) {
    if (next === sent.current.written || next.length > MAX_FILTER_LENGTH) return
    sent.current = { value: next, written: next }
    onChange(next)
  }

  function become(next: State) {
    setState(next)
    send(write(next))
  }

  /** All that is written becomes chips and words. */
  function finish(chips: readonly string[] = state.chips, words: string = state.draft.text) {
    const rest = splitFilter(words, scope)
    const next = [...chips, ...rest.chips.filter((chip) => !chips.includes(chip))]
    become({ chips: next, draft: { text: rest.words, caret: rest.words.length } })
  }

  return {
    chips: state.chips,
    draft: state.draft,
    text,
    type(draft: Draft) {
      const { chips, words, caret } = takeFinished(draft.text, draft.caret, scope)
      if (chips.length === 0) setState({ ...state, draft })
      else become({ chips: [...state.chips, ...chips], draft: { text: words, caret } })
    },
    finish,
    /** The chip there says this now: nothing, another term, or several. */
    replace(at: number, written: string) {
      const { chips, words } = splitFilter(written, scope)
      finish(state.chips.toSpliced(at, 1, ...chips), addTerm(state.draft.text, words))
    },
    /** The whole filter. */
    set(next: string) {
      become(read(next, scope))
    },
  }
}

function read(text: string, scope: FilterScope): State {
  const { chips, words } = splitFilter(text, scope)
  return { chips, draft: { text: words, caret: words.length } }
}

function write({ chips, draft }: State): string {
  return joinFilter({ chips, words: draft.text })
}
