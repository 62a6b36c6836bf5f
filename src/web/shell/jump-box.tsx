import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import { describeFailure } from '../data/failure.ts'
import { useKeys } from '../keys/keys.ts'
import { toast } from '../ui/toast.tsx'
import { ALL_TIME } from '../url/range.ts'
import { findJumpTarget } from './jump.ts'

/** Paste an id to go there; type words to search all sessions. */
export function JumpBox({ project }: { project: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  useKeys('Everywhere', [{ keys: 'mod+k', label: 'Search or jump', run: () => input.current?.select() }])

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '' || isBusy) return
    setBusy(true)
    try {
      const target = await findJumpTarget(queries, project, text)
      if (target.kind === 'trace') await navigate({ to: '/p/$project/traces/$traceId', params: { project, traceId: target.id } })
      else if (target.kind === 'session')
        await navigate({ to: '/p/$project/sessions/$sessionId', params: { project, sessionId: target.id } })
      else await navigate({ to: '/p/$project/sessions', params: { project }, search: { q: target.text, from: ALL_TIME } })
      setText('')
      input.current?.blur()
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
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
        aria-label="Search or jump to an id"
        placeholder="Jump to an id, search"
        spellCheck={false}
        autoComplete="off"
        className="h-8 w-full rounded-control border border-control bg-surface pr-2 pl-8 text-ellipsis sm:pr-14"
      />
      <kbd aria-hidden className="pointer-events-none absolute top-1.5 right-2 hidden font-sans text-12 text-ink-3 sm:block">
        {/mac/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}
      </kbd>
    </form>
  )
}
