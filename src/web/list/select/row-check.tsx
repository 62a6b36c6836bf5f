import clsx from 'clsx'
import { Check, Minus } from 'lucide-react'

type RowCheckProps = {
  label: string
  isChecked: boolean | 'mixed'
  /** Seen only where it is pointed at, until something is chosen. */
  isQuiet?: boolean
  onCheck: (isRange: boolean) => void
}

/** A button with the role of a checkbox: unlike an input it leaves the keys of the list to the list. */
export function RowCheck({ label, isChecked, isQuiet = false, onCheck }: RowCheckProps) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isChecked}
      aria-label={label}
      tabIndex={-1}
      onClick={(event) => onCheck(event.shiftKey)}
      className={clsx(
        'inline-flex size-6 flex-none items-center justify-center rounded-control',
        isQuiet &&
          isChecked === false &&
          'opacity-0 group-hover/row:opacity-100 group-hover/head:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100',
      )}
    >
      <span
        aria-hidden
        className={clsx(
          'inline-flex size-3.5 items-center justify-center rounded-[3px] border',
          isChecked === false ? 'border-control bg-surface' : 'border-accent bg-accent text-on-accent',
        )}
      >
        {isChecked === true && <Check size={11} strokeWidth={3} />}
        {isChecked === 'mixed' && <Minus size={11} strokeWidth={3} />}
      </span>
    </button>
  )
}
