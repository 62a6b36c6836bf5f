import { ChevronLeft } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'

type PickerHeadProps = {
  title: string
  onBack: () => void
  /** Absent where nothing can be excluded. */
  isExcluded?: boolean
  onFlip?: (isExcluded: boolean) => void
}

/** The way back, what is filtered by, and whether it is wanted or not. */
export function PickerHead({ title, onBack, isExcluded = false, onFlip }: PickerHeadProps) {
  return (
    <div className="flex flex-none items-center gap-1 border-b border-border p-1">
      <IconButton icon={ChevronLeft} label="Back to fields" onClick={onBack} />
      <h2 className="min-w-0 flex-1 truncate font-semibold">
        <bdi>{title}</bdi>
      </h2>
      {onFlip && (
        <div role="radiogroup" aria-label="Include or exclude" className="flex flex-none rounded-control border border-control p-0.5">
          <Choice label="Include" isChosen={!isExcluded} onChoose={() => onFlip(false)} />
          <Choice label="Exclude" isChosen={isExcluded} onChoose={() => onFlip(true)} />
        </div>
      )}
    </div>
  )
}

function Choice({ label, isChosen, onChoose }: { label: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-6 cursor-pointer items-center rounded-control px-2 text-12 has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input type="radio" name="include-or-exclude" checked={isChosen} onChange={onChoose} className="sr-only" />
      {label}
    </label>
  )
}
