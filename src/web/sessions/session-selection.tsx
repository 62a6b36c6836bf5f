import { Link } from '@tanstack/react-router'
import { GitCompareArrows } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { SessionRow } from '../../api/contract/session.ts'
import { client } from '../data/client.ts'
import type { Selection } from '../list/select/use-selection.ts'
import { buttonClass } from '../ui/button.tsx'

const SelectionBar = lazy(() => import('../list/select/selection-bar.tsx').then((module) => ({ default: module.SelectionBar<SessionRow> })))

/** What can be done with the sessions that are chosen; two of them can be compared. */
export function SessionSelection({ project, selection }: { project: string; selection: Selection<SessionRow> }) {
  const [a, b, ...more] = selection.rows
  if (a === undefined) return null
  const erase = {
    one: ({ id }: SessionRow) => client.call('deleteSession', { params: { project, sessionId: id } }),
    countOf: ({ traceCount }: SessionRow) => traceCount,
    part: 'trace',
  }
  return (
    <Suspense>
      <SelectionBar selection={selection} thing="session" erase={erase}>
        {b === undefined && <span className="text-ink-2">Select another one to compare them.</span>}
        {b !== undefined && more.length === 0 && (
          <Link to="/p/$project/compare" params={{ project }} search={{ a: a.id, b: b.id }} className={buttonClass()}>
            <GitCompareArrows size={15} aria-hidden />
            Compare
          </Link>
        )}
      </SelectionBar>
    </Suspense>
  )
}
