import type { ReactNode } from 'react'
import type { Status } from '../../model/outcome.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { StatusGlyph } from '../ui/glyphs.tsx'

type NameCellProps = {
  status: Status
  statusTip?: string
  /** The link, marked `data-name`. */
  link: ReactNode
  copy: { text: string; label: string }
  /** Left out in compact rows. */
  secondLine?: ReactNode
}

/** First cell of a row: glyph, link, copy button on hover, and what was said. */
export function NameCell({ status, statusTip, link, copy, secondLine }: NameCellProps) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span data-filter={JSON.stringify({ field: 'status', value: status })} className="inline-flex flex-none">
        <StatusGlyph status={status} tip={statusTip} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex h-5 min-w-0 items-center gap-1">
          {link}
          <CopyButton
            {...copy}
            className="-my-1.5 size-6! opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:hidden"
            tabIndex={-1}
          />
        </div>
        {secondLine && <div className="h-4.5 truncate text-12 text-ink-3">{secondLine}</div>}
      </div>
    </div>
  )
}

/** Errors: zero is quiet, more is red, bold and marked. */
export function ErrorCount({ count, tip }: { count: number; tip?: string }) {
  if (count === 0) return <span className="text-ink-3">0</span>
  return (
    <span className="font-semibold text-error" data-tip={tip}>
      <span aria-hidden>✕ </span>
      {count.toLocaleString('en')}
    </span>
  )
}
