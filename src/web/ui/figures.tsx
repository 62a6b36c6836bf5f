import type { ReactNode } from 'react'

export type Figure = { readonly label: string; readonly value: ReactNode; readonly tip?: string }

/** Numbers with their names, in one wrapping line; or in one line that is cut where the room ends. */
export function Figures({ figures, isOneLine = false }: { figures: readonly Figure[]; isOneLine?: boolean }) {
  return (
    <dl className={`flex gap-x-5 gap-y-1 ${isOneLine ? 'min-w-0 overflow-hidden' : 'flex-wrap'}`}>
      {figures.map((figure) => (
        <div key={figure.label} className="flex items-baseline gap-1.5 whitespace-nowrap" data-tip={figure.tip}>
          <dt className="text-12 text-ink-3">{figure.label}</dt>
          <dd className="font-medium">{figure.value}</dd>
        </div>
      ))}
    </dl>
  )
}
