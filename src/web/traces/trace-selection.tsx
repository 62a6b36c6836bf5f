import { lazy, Suspense } from 'react'
import type { TraceRow } from '../../api/contract/trace.ts'
import { client } from '../data/client.ts'
import type { Selection } from '../list/select/use-selection.ts'

const SelectionBar = lazy(() => import('../list/select/selection-bar.tsx').then((module) => ({ default: module.SelectionBar<TraceRow> })))

/** What can be done with the traces that are chosen. */
export function TraceSelection({ project, selection }: { project: string; selection: Selection<TraceRow> }) {
  if (selection.rows.length === 0) return null
  const erase = {
    one: ({ id }: TraceRow) => client.call('deleteTrace', { params: { project, traceId: id } }),
    countOf: ({ spanCount }: TraceRow) => spanCount,
    part: 'span',
  }
  return (
    <Suspense>
      <SelectionBar selection={selection} thing="trace" erase={erase} />
    </Suspense>
  )
}
