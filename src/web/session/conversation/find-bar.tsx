import { ChevronDown, ChevronUp, Search, X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { FindHit } from '../../../api/contract/insight.ts'
import { describeFailure } from '../../data/failure.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { IconButton } from '../../ui/button.tsx'
import { Marked } from '../../ui/marked.tsx'
import type { Find } from './use-find.ts'

type FindBarProps = { text: string; find: Find; onText: (text: string) => void; onClose: () => void }

/** Looks for words in the whole session, loaded or not. */
export function FindBar({ text, find, onText, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') find.go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') onClose()
    else if (event.key === 'f' && (event.metaKey || event.ctrlKey)) field.current?.select()
    else return
    event.preventDefault()
  }
  const hit = find.hits[find.at]
  return (
    <search className="absolute end-4 top-2 z-20 w-[min(26rem,calc(100%-2rem))] rounded-overlay border border-border bg-surface p-1 shadow-overlay">
      <div className="flex items-center gap-1">
        <Search size={14} aria-hidden className="ms-1.5 flex-none text-ink-3" />
        <input
          ref={field}
          type="text"
          value={text}
          data-find
          aria-label="Find in this session"
          placeholder="Find in this session"
          maxLength={500}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-8 min-w-0 flex-1 bg-transparent px-1 text-13 outline-offset-[-2px]"
        />
        <span aria-live="polite" className="flex-none px-1 text-12 text-ink-3">
          {text.trim() === '' ? '' : countOf(find)}
        </span>
        <IconButton icon={ChevronUp} label="Previous hit" keys="⇧Enter" disabled={find.hits.length === 0} onClick={() => find.go(-1)} />
        <IconButton icon={ChevronDown} label="Next hit" keys="Enter" disabled={find.hits.length === 0} onClick={() => find.go(1)} />
        <IconButton icon={X} label="Close" keys="Esc" onClick={onClose} />
      </div>
      {find.error !== null && find.error !== undefined && (
        <p role="alert" className="px-2 pb-1 text-12 text-error">
          {describeFailure(find.error).detail}
        </p>
      )}
      {hit && <Excerpt hit={hit} />}
    </search>
  )
}

function countOf({ hits, at, isLooking, isFull, searchedTurns, turnCount }: Find): string {
  const place = at >= 0 ? `${formatCount(at + 1)} of ` : ''
  const found = `${place}${formatCount(hits.length)}${isFull ? '+' : ''}`
  if (isLooking)
    return `${hits.length > 0 ? found : 'none yet'}, looking… ${turnCount > 0 ? `${formatCount(searchedTurns)}/${formatCount(turnCount)}` : ''}`
  return hits.length === 0 ? 'no hits' : place === '' ? formatPlural(hits.length, 'hit') : found
}

const WHERE = { message: '', step: 'step', error: 'error', pause: 'question' }

/** Where the hit is, in its words: also what the page shows cut short. */
function Excerpt({ hit }: { hit: FindHit }) {
  const { excerpt, start, end, turn, role, where } = hit
  return (
    <p className="flex gap-2 border-t border-border px-2 pt-1.5 pb-1 text-12 text-ink-2">
      <span className="flex-none text-ink-3">
        Turn {turn + 1} · {role ?? WHERE[where]}
      </span>
      <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">
        <Marked text={excerpt} marks={[[start, end]]} />
      </span>
    </p>
  )
}
