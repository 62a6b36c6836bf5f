import clsx from 'clsx'
import { useId } from 'react'
import type { Series } from './chart-card.tsx'
import { LineSwatch, Swatch } from './paint.tsx'
import type { Line } from './time-lines.tsx'

/** One series shown alone, by its label. */
export type Isolation = { readonly shown: string | undefined; readonly onToggle: (label: string) => void }

type LegendProps = { series: readonly (Series | Line)[]; limit?: string; isolation?: Isolation }

/** The names of the series. Where one can be shown alone, its name is the button for that. */
export function Legend({ series, limit, isolation }: LegendProps) {
  const id = useId()
  return (
    <ul className="flex min-w-0 flex-wrap items-center min-h-6 gap-x-3 gap-y-1 text-12 text-ink-2">
      {(series.length > 1 ? series : []).map((one, at) => {
        const { label } = one
        const swatch = 'paint' in one ? <Swatch id={`${id}-${at}`} paint={one.paint} /> : <LineSwatch colour={one.colour} dash={one.dash} />
        return (
          <li key={label} className="flex min-w-0 items-center gap-1.5 whitespace-nowrap">
            {isolation ? <Isolating label={label} isolation={isolation} swatch={swatch} /> : [swatch, label]}
          </li>
        )
      })}
      {limit !== undefined && (
        <li className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden className="h-0.5 w-3 bg-warning" />
          {limit}
        </li>
      )}
    </ul>
  )
}

function Isolating({ label, isolation: { shown, onToggle }, swatch }: { label: string; isolation: Isolation; swatch: React.ReactNode }) {
  const isAlone = shown === label
  return (
    <button
      type="button"
      aria-pressed={isAlone}
      data-tip={isAlone ? 'Show all' : `Show ${label} alone`}
      onClick={() => onToggle(label)}
      className={clsx(
        '-mx-1 inline-flex min-h-6 max-w-48 items-center gap-1.5 rounded-control px-1 hover:bg-hover hover:text-ink',
        isAlone && 'bg-accent-soft text-ink',
        shown !== undefined && !isAlone && 'line-through',
      )}
    >
      {swatch}
      <bdi className="truncate">{label}</bdi>
    </button>
  )
}
