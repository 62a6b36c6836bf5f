import { ChevronDown, ChevronUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../ui/button.tsx'
import { fieldClass } from '../ui/text-field.tsx'

type FindBarProps = {
  label: string
  words: string
  onWords: (words: string) => void
  /** Absent while it is looked for. */
  count: number | undefined
  /** Those that can be stepped through: the first ones. */
  listed: number
  /** Of those. */
  at: number
  onStep: (at: number) => void
}

/** Finds inside of something that is drawn only in part, where the browser's own search sees nothing. */
export function FindBar({ label, words, onWords, count, listed, at, onStep }: FindBarProps) {
  const step = (by: number) => listed > 0 && onStep((at + by + listed) % listed)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    if (event.key === 'Escape') onWords('')
    if (event.key === 'Enter' || (event.key === 'Escape' && words !== '')) event.stopPropagation()
  }
  return (
    <div className="flex items-center gap-1 pb-1 font-sans text-12 text-ink-3">
      <input
        type="search"
        aria-label={`Find in ${label}`}
        placeholder="Find"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${fieldClass} !h-7 !w-44 min-w-0`}
      />
      <span role="status" className="min-w-0 truncate">
        {words === ''
          ? ''
          : count === undefined
            ? 'Looking …'
            : count === 0
              ? 'No match'
              : `${(at + 1).toLocaleString()} of ${count.toLocaleString()}`}
      </span>
      {listed > 1 && (
        <>
          <IconButton icon={ChevronUp} label="Previous match" onClick={() => step(-1)} size={14} className="!size-6" />
          <IconButton icon={ChevronDown} label="Next match" onClick={() => step(1)} size={14} className="!size-6" />
        </>
      )}
    </div>
  )
}
