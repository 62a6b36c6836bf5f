import { Columns3 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { ColumnChoice } from './use-columns.ts'

const ColumnChooser = lazy(() => import('./column-chooser.tsx').then((module) => ({ default: module.ColumnChooser })))

/** Opens the choice of columns; a narrow screen has none. */
export function ColumnsButton({ choice }: { choice: ColumnChoice<never> }) {
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={(props) => <IconButton icon={Columns3} label="Columns" className="max-md:hidden" {...props} />}
    >
      {() => (
        <Suspense fallback={<p className="w-72 p-3 text-ink-3">Loading…</p>}>
          <ColumnChooser choice={choice} />
        </Suspense>
      )}
    </Popover>
  )
}
