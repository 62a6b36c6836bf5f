import { useNavigate } from '@tanstack/react-router'
import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { IdText } from '../ui/value.tsx'

/** Marks one row, then opens it beside the next one that is marked. */
export function useCompareMark(project: string) {
  const navigate = useNavigate()
  const [marked, setMarked] = useState<string>()
  const mark = ({ id }: { id: string }) => {
    if (marked === undefined || marked === id) setMarked(marked === id ? undefined : id)
    else void navigate({ to: '/p/$project/compare', params: { project }, search: { a: marked, b: id } })
  }
  const bar = marked !== undefined && (
    <div role="status" className="flex flex-none flex-wrap items-center gap-x-2 border-t border-border bg-accent-soft px-3 py-1 text-ink">
      <GitCompareArrows size={14} aria-hidden className="flex-none text-accent" />
      <IdText id={marked} />
      <span className="flex-1">is marked. Press X on another session to compare them.</span>
      <Button variant="quiet" onClick={() => setMarked(undefined)} className="text-ink">
        Unmark
      </Button>
    </div>
  )
  return { mark, bar }
}
