import { X } from 'lucide-react'

/** A filter that is on, with the button that takes it off. */
export function FilterChip({ name, value, onRemove }: { name: string; value: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-8 max-w-80 min-w-0 items-center rounded-control border border-border bg-accent-soft pl-2.5">
      <span className="flex-none text-ink-2">{name}&nbsp;</span>
      <span className="truncate font-medium" dir="auto">
        {value}
      </span>
      <button
        type="button"
        aria-label={`Remove filter ${name} ${value}`}
        data-tip="Remove filter"
        onClick={onRemove}
        className="ml-1 inline-flex size-7 flex-none items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  )
}
