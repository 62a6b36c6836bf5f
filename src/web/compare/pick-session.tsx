import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { read } from '../data/queries.ts'
import { formatPlural } from '../format/number.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { StatusGlyph } from '../ui/glyphs.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { TextField } from '../ui/text-field.tsx'
import { IdText, When } from '../ui/value.tsx'

type PickSessionProps = {
  project: string
  title: string
  /** Not offered: the one it is compared with. */
  exceptId?: string
  isOpen: boolean
  onPick: (sessionId: string) => void
  onClose: () => void
}

const OFFERED = 8

/** Asks for a session: by its id, or one of the latest that match what is typed. */
export function PickSession(props: PickSessionProps) {
  return (
    <Dialog title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      <Choices {...props} />
    </Dialog>
  )
}

function Choices({ project, exceptId, onPick }: PickSessionProps) {
  const [text, setText] = useState('')
  const typed = text.trim()
  const found = useQuery({
    ...read('listSessions', { params: { project }, query: { q: typed === '' ? undefined : quoted(typed), limit: OFFERED + 1 } }),
    placeholderData: (previous) => previous,
  })
  const offered = (found.data?.items ?? []).filter(({ id }) => id !== exceptId).slice(0, OFFERED)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (typed !== '') onPick(typed)
  }
  return (
    <>
      <form onSubmit={submit} className="flex items-end gap-2">
        <TextField
          label="Session id, or words said in it"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          className="flex-1"
        />
        <Button type="submit" variant="primary" disabled={typed === ''}>
          Compare
        </Button>
      </form>
      <h3 className="mt-4 mb-1 text-12 font-semibold text-ink-2">{typed === '' ? 'Latest sessions' : 'Sessions that match'}</h3>
      {found.error && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && offered.length === 0 && <p className="text-13 text-ink-3">None.</p>}
      <ul>
        {offered.map((session) => (
          <li key={session.id}>
            <button
              type="button"
              onClick={() => onPick(session.id)}
              className="flex w-full min-w-0 items-start gap-2 rounded-control px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="mt-0.5">
                <StatusGlyph status={session.status} />
              </span>
              <span className="flex min-w-0 flex-1 flex-col">
                <IdText id={session.id} />
                <bdi className="truncate text-12 text-ink-3">{session.firstMessage ?? 'No message recorded'}</bdi>
              </span>
              <span className="flex-none text-12 text-ink-3">
                {formatPlural(session.traceCount, 'turn')} · <When at={session.lastTraceAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is typed is looked for as it stands, also when it looks like a filter. */
function quoted(text: string): string {
  return /[:"\\]/.test(text) ? JSON.stringify(text) : text
}
