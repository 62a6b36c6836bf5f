import { lazy, Suspense } from 'react'
import type { Contract } from '../../../api/contract/contract.ts'
import type { QueryInputOf } from '../../../api/contract/route.ts'
import { useStored, writeStored } from '../../url/stored.ts'
import type { Range } from '../../url/range.ts'

const HistogramStrip = lazy(() => import('./histogram-strip.tsx').then((module) => ({ default: module.HistogramStrip })))

const STORED_AS = 'strip'
const HIDDEN = 'hidden'

/** What the list asks for. */
export type StripQuestion = {
  readonly project: string
  readonly query: Omit<QueryInputOf<Contract['getHistogram']>, 'tz' | 'interval'>
  readonly isLive: boolean
}

type ListStripProps = { question: StripQuestion; range: Range; onRange: (range: Range) => void }

/** The histogram over a list, unless it is hidden. Its room is there before it is loaded. */
export function ListStrip(props: ListStripProps) {
  if (useStripSwitch().isHidden) return null
  return (
    <div className="h-20 flex-none px-3">
      <Suspense>
        <HistogramStrip {...props} />
      </Suspense>
    </div>
  )
}

export function useStripSwitch() {
  const isHidden = useStored(STORED_AS) === HIDDEN
  return { isHidden, flip: () => writeStored(STORED_AS, isHidden ? undefined : HIDDEN) }
}
