import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'

const TYPING_PAUSE_MS = 300

type SearchFieldProps = {
  value: string
  placeholder: string
  /** What the server says is wrong with the text. */
  error?: string
  onChange: (text: string) => void
}

/** Filter text. It reaches the URL when typing pauses, or at once on Enter. */
export function SearchField({ value, placeholder, error, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  const sent = useRef(value)
  useKeys('Lists', [{ keys: '/', label: 'Filter', run: () => input.current?.select() }])

  // Back, forward and removed filters change the value from outside.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => send(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  })

  function send(next: string) {
    const trimmed = next.trim()
    if (trimmed === sent.current) return
    sent.current = trimmed
    onChange(trimmed)
  }

  return (
    <div className="relative w-full min-w-48 sm:w-80">
      <Search size={14} aria-hidden className="pointer-events-none absolute top-2 left-2.5 text-ink-3" />
      <input
        ref={input}
        value={text}
        dir="auto"
        aria-label="Filter"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? 'filter-error' : undefined}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text)
          if (event.key === 'Escape') input.current?.blur()
        }}
        className="h-8 w-full rounded-control border border-control bg-surface pr-8 pl-8 aria-invalid:border-error"
      />
      {text !== '' && (
        <IconButton
          icon={X}
          label="Clear filter"
          size={14}
          className="absolute top-0 right-0"
          onClick={() => {
            setText('')
            send('')
            input.current?.focus()
          }}
        />
      )}
      {error && (
        <p
          id="filter-error"
          role="alert"
          className="absolute top-9 left-0 z-20 rounded-control border border-error bg-error-soft px-2 py-1 text-12 text-error"
        >
          {error}
        </p>
      )}
    </div>
  )
}
