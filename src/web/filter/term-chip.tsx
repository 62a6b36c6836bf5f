import clsx from 'clsx'
import { TriangleAlert, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { FilterScope } from '../../model/filter.ts'
import { describeFault, readChip } from './filter-text.ts'
import { readyMadeOf } from './ready-made.ts'
import { sayTerm } from './say-term.ts'

type TermChipProps = {
  text: string
  scope: FilterScope
  /** Where the faults of the filter are said. */
  noteId: string
  onEdit: () => void
  onRemove: () => void
  onFlip: () => void
  /** To the chip before or after it. */
  onMove: (by: number) => void
}

/** One term: pressed it is edited, its cross takes it away, minus turns it around. Amber when it says nothing. */
export function TermChip({ text, scope, noteId, onEdit, onRemove, onFlip, onMove }: TermChipProps) {
  const { isExcluded, name, value, fault } = readChip(text, scope)
  const question = name === undefined ? readyMadeOf(value, scope) : undefined
  const spoken = sayTerm(text, scope)

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const keys: Record<string, () => void> = {
      Backspace: onRemove,
      Delete: onRemove,
      '-': onFlip,
      ArrowLeft: () => onMove(-1),
      ArrowRight: () => onMove(1),
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return
    event.preventDefault()
    keys[event.key]!()
  }

  return (
    <span
      role="listitem"
      className={clsx(
        'inline-flex h-6 max-w-full min-w-0 items-center rounded-control border',
        fault ? 'border-warning bg-warning-soft text-warning' : 'border-border bg-accent-soft text-ink [--ink-3:var(--ink-2)]',
      )}
    >
      <button
        type="button"
        data-chip
        aria-label={`${spoken}${fault ? ', left out' : ''}. Edit`}
        aria-describedby={fault ? noteId : undefined}
        data-tip={[fault ? describeFault(fault) : text, 'Enter edits, − includes or excludes, Delete removes'].join('\n')}
        onClick={onEdit}
        onKeyDown={onKeyDown}
        className="inline-flex h-6 min-w-6 max-w-72 items-center gap-1 rounded-control pl-2 pr-0.5 text-13 hover:underline"
      >
        {fault && <TriangleAlert size={13} aria-hidden className="flex-none" />}
        {isExcluded && <span className={clsx('flex-none font-semibold', !fault && 'text-error')}>not</span>}
        {question ? (
          <span className="truncate font-medium">{question.label}</span>
        ) : (
          <>
            {name !== undefined && <bdi className={clsx('max-w-40 flex-none truncate', !fault && 'text-ink-2')}>{name}:</bdi>}
            <bdi className="min-w-0 truncate font-medium">{value}</bdi>
          </>
        )}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Remove filter ${spoken}`}
        onClick={onRemove}
        className="inline-flex size-6 flex-none items-center justify-center rounded-control hover:bg-hover"
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  )
}
