import { isZone } from '../format/zone.ts'
import { Button } from '../ui/button.tsx'

/** Says that the address names a time zone that there is not, and what is shown instead. */
export function UnknownZone({ zone, shown, onDrop }: { zone: string; shown: string; onDrop: () => void }) {
  if (isZone(zone)) return null
  return (
    <div role="alert" className="mx-3 mt-2 flex flex-wrap items-center gap-2 rounded-card bg-warning-soft px-3 py-1.5 text-warning">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        There is no time zone “<bdi>{zone}</bdi>”: times are in {shown}.
      </span>
      <Button onClick={onDrop}>Use {shown}</Button>
    </div>
  )
}
