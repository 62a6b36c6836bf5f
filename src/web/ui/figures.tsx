import type { ReactNode } from 'react'

export type Figure = { readonly label: string; readonly value: ReactNode; readonly tip?: string }

/** Numbers with their names, in one wrapping line. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1">
      {figures.map((figure) => (
        <div key={figure.label} className="flex items-baseline gap-1.5 whitespace-nowrap" data-tip={figure.tip}>
          <dt className="text-12 text-ink-3">{figure.label}</dt>
          <dd className="font-medium">{figure.value}</dd>
        </div>
      ))}
    </dl>
  )
}
