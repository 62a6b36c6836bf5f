import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { formatCount } from '../format/number.ts'
import { useKeys } from '../keys/keys.ts'
import { IconButton } from '../ui/button.tsx'
import type { Neighbours } from './use-neighbours.ts'

/** From one session of the list to the next, without going back to it. */
export function SessionStepper({ project, neighbours }: { project: string; neighbours: Neighbours }) {
  const { place, total, isTotalExact, previousId, nextId } = neighbours
  const navigate = useNavigate()
  const go = (sessionId: string | undefined) => {
    if (sessionId === undefined) return
    void navigate({
      to: '/p/$project/sessions/$sessionId',
      params: { project, sessionId },
      search: ({ view, steps }: { view?: string; steps?: string }) => ({ view, steps }),
      replace: true,
    })
  }
  useKeys('Session', [
    { keys: 'shift+j', label: 'Next session of the list', run: () => go(nextId) },
    { keys: 'shift+k', label: 'Previous session of the list', run: () => go(previousId) },
  ])
  return (
    <span className="flex flex-none items-center text-12 text-ink-3">
      <IconButton icon={ChevronUp} label="Previous session" keys="⇧K" disabled={previousId === undefined} onClick={() => go(previousId)} />
      <span data-tip="Its place in the list">
        {formatCount(place)}/{formatCount(total)}
        {!isTotalExact && '+'}
      </span>
      <IconButton icon={ChevronDown} label="Next session" keys="⇧J" disabled={nextId === undefined} onClick={() => go(nextId)} />
    </span>
  )
}
