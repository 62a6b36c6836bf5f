import clsx from 'clsx'
import { useState, type FormEvent } from 'react'
import { useNow } from '../format/now.ts'
import { momentOfWall, wallMs } from '../format/zone.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { parseRangeText } from '../url/range-text.ts'
import { ZoneChoice } from './zone-choice.tsx'
import { absoluteRange, boundMs, DEFAULT_FROM, RANGE_PRESETS, type Range } from '../url/range.ts'

type RangePanelProps = {
  range: Range
  /** The zone of the times in it. */
  zone: string
  onChoose: (range: Range) => void
  /** Absent: the screen shows times in no other zone. */
  onZone?: (zone: string | undefined) => void
}

export function RangePanel({ range, zone, onChoose, onZone }: RangePanelProps) {
  return (
    <div className="flex w-[min(440px,calc(100vw-16px))] flex-col gap-3 p-3">
      <TypedRange zone={zone} onChoose={onChoose} />
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
      <AbsoluteRange key={zone} range={range} zone={zone} onChoose={onChoose} />
      {onZone && <ZoneChoice zone={zone} onChoose={onZone} />}
    </div>
  )
}

type BoundsProps = { zone: string; onChoose: (range: Range) => void }

function TypedRange({ zone, onChoose }: BoundsProps) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const range = parseRangeText(text, Date.now(), zone)
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

function AbsoluteRange({ range, zone, onChoose }: BoundsProps & { range: Range }) {
  const now = useNow()
  const [from, setFrom] = useState(() => localInput(boundMs(range.from ?? DEFAULT_FROM, now), zone))
  const [to, setTo] = useState(() => localInput(boundMs(range.to ?? 'now', now), zone))
  const [error, setError] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const [start, end] = [Date.parse(`${from}Z`), Date.parse(`${to}Z`)]
    if (end > start) onChoose(absoluteRange(momentOfWall(start, zone), momentOfWall(end, zone)))
    else setError('The end must be after the start.')
  }

  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-2 border-t border-border pt-3">
      <div className="grid grid-cols-2 gap-2">
        <TextField label="From" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField label="To" type="datetime-local" value={to} error={error} onChange={(event) => setTo(event.target.value)} />
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="text-12 text-ink-3">{zone}</span>
        <Button type="submit">Apply</Button>
      </div>
    </form>
  )
}

/** What a datetime-local input wants: what the clock shows, without a zone. */
function localInput(ms: number | undefined, zone: string): string {
  return ms === undefined ? '' : new Date(wallMs(ms, zone)).toISOString().slice(0, 16)
}
