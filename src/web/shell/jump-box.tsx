import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { describeFailure } from '../data/failure.ts'
import { useKeys } from '../keys/keys.ts'
import { toast } from '../ui/toast.tsx'
import { ALL_TIME } from '../url/range.ts'
import type { SavedView } from '../views/my-views.ts'
import { SCREENS } from '../views/screens.ts'
import { useViewOptions } from '../views/use-view-options.ts'
import { optionId, ViewOptions } from '../views/view-options.tsx'
import { searchOf } from '../views/view-search.ts'
import { findJumpTarget } from './jump.ts'

/** Paste an id to go there; type words to search all sessions, or the name of a saved view to see it. */
export function JumpBox({ project }: { project: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  const { options, chosen, onKeyDown, choose } = useViewOptions(project, text, isOpen)
  const queries = useQueryClient()
  const navigate = useNavigate()
  useKeys('Everywhere', [{ keys: 'mod+k', label: 'Search or jump', run: () => input.current?.select() }])

  function close() {
    choose(-1)
    setText('')
    input.current?.blur()
  }

  function show(view: SavedView) {
    close()
    void navigate({ to: SCREENS[view.list].to, params: { project }, search: (previous) => searchOf(view, previous) as never })
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Escape') input.current?.blur()
    else onKeyDown(event)
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (chosen) return show(chosen)
    if (text.trim() === '' || isBusy) return
    setBusy(true)
    try {
      const target = await findJumpTarget(queries, project, text)
      if (target.kind === 'trace') await navigate({ to: '/p/$project/traces/$traceId', params: { project, traceId: target.id } })
      else if (target.kind === 'session')
        await navigate({ to: '/p/$project/sessions/$sessionId', params: { project, sessionId: target.id } })
      else await navigate({ to: '/p/$project/sessions', params: { project }, search: { q: target.text, from: ALL_TIME } })
      close()
    } catch (error) {
      toast(describeFailure(error).detail, { isError: true })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form role="search" onSubmit={onSubmit} className="relative min-w-0 flex-1 md:max-w-80" aria-busy={isBusy}>
      <Search size={14} aria-hidden className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
      <input
        ref={input}
        value={text}
        onChange={(event) => {
          choose(-1)
          setText(event.target.value)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={options.length > 0 ? listId : undefined}
        aria-activedescendant={chosen && optionId(listId, chosen)}
        aria-autocomplete="list"
        aria-label="Search or jump to an id"
        placeholder="Jump to an id, search"
        spellCheck={false}
        autoComplete="off"
        className="h-8 w-full rounded-control border border-control bg-surface pr-2 pl-8 text-ellipsis sm:pr-14"
      />
      <kbd aria-hidden className="pointer-events-none absolute top-1.5 right-2 hidden font-sans text-12 text-ink-3 sm:block">
        {/mac/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}
      </kbd>
      {options.length > 0 && <ViewOptions id={listId} options={options} chosen={chosen} onTake={show} />}
    </form>
  )
}
