import clsx from 'clsx'
import { useState, type FormEvent } from 'react'
import { useNow } from '../format/now.ts'
import { browserZone } from '../format/time.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { parseRangeText } from '../url/range-text.ts'
import { absoluteRange, boundMs, DEFAULT_FROM, RANGE_PRESETS, type Range } from '../url/range.ts'

export function RangePanel({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  return (
    <div className="flex w-[min(440px,calc(100vw-16px))] flex-col gap-3 p-3">
      <TypedRange onChoose={onChoose} />
      <div className="grid grid-cols-2 gap-1">
        {RANGE_PRESETS.map((preset) => {
          const isChosen = !range.to && (range.from ?? DEFAULT_FROM) === preset.from
          return (
            <button
              key={preset.from}
              type="button"
              aria-pressed={isChosen}
              onClick={() => onChoose({ from: preset.from })}
              className={clsx('rounded-control px-2 py-1.5 text-left hover:bg-hover', isChosen && 'bg-accent-soft font-medium text-accent')}
            >
              {preset.label}
            </button>
          )
        })}
      </div>
      <AbsoluteRange range={range} onChoose={onChoose} />
    </div>
  )
}

function TypedRange({ onChoose }: { onChoose: (range: Range) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const range = parseRangeText(text, Date.now())
    if (range) onChoose(range)
    else setError('Try 15m, 3 days, yesterday, or 2026-11-20 09:00 – 11:30')
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <TextField
        label="Type a range"
        value={text}
        placeholder="15m, yesterday, 2026-11-20 09:00 – 11:30"
        error={error}
        data-autofocus
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
          setError(undefined)
        }}
      />
    </form>
  )
}

function AbsoluteRange({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  const now = useNow()
  const [from, setFrom] = useState(() => localInput(boundMs(range.from ?? DEFAULT_FROM, now)))
  const [to, setTo] = useState(() => localInput(boundMs(range.to ?? 'now', now)))
  const [error, setError] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const [start, end] = [Date.parse(from), Date.parse(to)]
    if (end > start) onChoose(absoluteRange(start, end))
    else setError('The end must be after the start.')
  }

  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-2 border-t border-border pt-3">
      <div className="grid grid-cols-2 gap-2">
        <TextField label="From" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField label="To" type="datetime-local" value={to} error={error} onChange={(event) => setTo(event.target.value)} />
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="text-12 text-ink-3">{browserZone()}</span>
        <Button type="submit">Apply</Button>
      </div>
    </form>
  )
}

/** What a datetime-local input wants: local time without a zone. */
function localInput(ms: number | undefined): string {
  if (ms === undefined) return ''
  const at = new Date(ms)
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
