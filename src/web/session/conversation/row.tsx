import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type RowProps = {
  icon: LucideIcon
  label: string
  note?: string | undefined
  look?: string
  /** From the same as the one above: its name is not shown again. */
  isContinued?: boolean
  children: ReactNode
}

/** One thing of a turn: who or what it is from at the side, above it where the screen is narrow. */
export function Row({ icon: Icon, label, note, look = 'text-ink-2', isContinued = false, children }: RowProps) {
  if (isContinued) return <div className="-mt-1.5 min-w-0 sm:ps-[6.25rem]">{children}</div>
  return (
    <div className="grid gap-x-3 gap-y-1 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <p className={`flex min-w-0 items-center gap-1.5 self-start text-12 font-medium sm:min-h-8 ${look}`}>
        <Icon size={14} aria-hidden className="flex-none" />
        <span className="min-w-0">
          {label}
          {note !== undefined && (
            <bdi className="block truncate font-normal text-ink-3" data-tip={note}>
              {note}
            </bdi>
          )}
        </span>
      </p>
      <div className="min-w-0">{children}</div>
    </div>
  )
}
