import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import type { Column } from '../column.ts'
import { withMoved } from './choice.ts'
import type { ColumnChoice } from './use-columns.ts'

/** Which columns a list shows and in what order. The first one names the row and stays. */
export function ColumnChooser({ choice }: { choice: ColumnChoice<never> }) {
  const { all, shown, isUsual, show, reset } = choice
  const panel = useRef<HTMLDivElement>(null)
  const hidden = all.filter((column) => !shown.includes(column))
  const focused = useRef('input:enabled')
  // What was pressed keeps the focus wherever its column goes; at first, when it is loaded, there is nothing pressed yet.
  useEffect(() => panel.current?.querySelector<HTMLElement>(focused.current)?.focus(), [shown])

  function flip(column: Column<never>) {
    focused.current = `[data-choice="${column.key}"] input`
    show(shown.includes(column) ? shown.filter((one) => one !== column) : [...shown, column])
  }

  function move(column: Column<never>, at: number, by: -1 | 1) {
    focused.current = `[data-choice="${column.key}"] [data-way="${by < 0 ? 'up' : 'down'}"]`
    show(withMoved(shown, column.key, at + by))
  }

  return (
    <div ref={panel} className="w-72">
      <div className="sticky top-0 flex items-center gap-2 border-b border-border bg-surface py-1.5 pr-1.5 pl-3">
        <span className="flex-1 font-semibold">Columns</span>
        <Button variant="quiet" disabled={isUsual} onClick={reset}>
          Reset
        </Button>
      </div>
      <ol aria-label="Shown columns" className="p-1">
        {shown.map((column, at) => (
          <li key={column.key} data-choice={column.key} className="flex items-center rounded-control hover:bg-hover">
            <Choice column={column} isShown isFixed={at === 0} onFlip={() => flip(column)} />
            {at > 0 && (
              <>
                <MoveButton column={column} way="up" isPossible={at > 1} onMove={() => move(column, at, -1)} />
                <MoveButton column={column} way="down" isPossible={at < shown.length - 1} onMove={() => move(column, at, 1)} />
              </>
            )}
          </li>
        ))}
      </ol>
      {hidden.length > 0 && (
        <ul aria-label="Other columns" className="border-t border-border p-1">
          {hidden.map((column) => (
            <li key={column.key} data-choice={column.key} className="flex items-center rounded-control hover:bg-hover">
              <Choice column={column} isShown={false} isFixed={false} onFlip={() => flip(column)} />
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-border px-3 py-2 text-12 text-ink-3">
        In the table: drag a header to move it, its edge to size it. By keyboard on a header: Ctrl ← → moves, Shift ← → sizes.
      </p>
    </div>
  )
}

type ChoiceProps = { column: Column<never>; isShown: boolean; isFixed: boolean; onFlip: () => void }

function Choice({ column, isShown, isFixed, onFlip }: ChoiceProps) {
  return (
    <label className="flex h-8 min-w-0 flex-1 items-center gap-2 px-2" data-tip={column.tip}>
      <input type="checkbox" checked={isShown} disabled={isFixed} onChange={onFlip} className="size-4 accent-(--accent)" />
      <span className="truncate">{column.label}</span>
    </label>
  )
}

type MoveButtonProps = { column: Column<never>; way: 'up' | 'down'; isPossible: boolean; onMove: () => void }

/** Stays where it is when there is no further to go: what has the focus keeps it. */
function MoveButton({ column, way, isPossible, onMove }: MoveButtonProps) {
  return (
    <IconButton
      icon={way === 'up' ? ChevronUp : ChevronDown}
      label={`Move ${column.label} ${way}`}
      size={15}
      data-way={way}
      aria-disabled={!isPossible || undefined}
      onClick={() => isPossible && onMove()}
      className="aria-disabled:opacity-40"
    />
  )
}
