import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { FilterChip } from '../list/filter-chip.tsx'

/** Only the traces of one session: paste its id, or come from the session. */
export function SessionFilter({
  project,
  value,
  onChange,
}: {
  project: string
  value: string | undefined
  onChange: (sessionId: string | undefined) => void
}) {
  const [text, setText] = useState('')

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    onChange(text.trim())
    setText('')
  }

  if (value === undefined) {
    return (
      <form onSubmit={onSubmit} className="w-44 flex-none">
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label="Session id"
          placeholder="Session id"
          spellCheck={false}
          autoComplete="off"
          maxLength={256}
          className="h-8 w-full rounded-control border border-control bg-surface px-2.5"
        />
      </form>
    )
  }
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1">
      <FilterChip name="Session" value={value} onRemove={() => onChange(undefined)} />
      <Link
        to="/p/$project/sessions/$sessionId"
        params={{ project, sessionId: value }}
        aria-label="Open session"
        data-tip="Open session"
        className="inline-flex size-8 items-center justify-center rounded-control text-accent hover:bg-hover"
      >
        <ExternalLink size={14} aria-hidden />
      </Link>
    </span>
  )
}
