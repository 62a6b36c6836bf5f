import { browserZone } from '../format/time.ts'
import { Select } from '../ui/select.tsx'

/** The zone of the browser, which need not be written down, or any other. */
export function ZoneChoice({ zone, onChoose }: { zone: string; onChoose: (zone: string | undefined) => void }) {
  const own = browserZone()
  const zones = [...new Set([own, 'UTC', zone, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Select
      label="Time zone"
      className="border-t border-border pt-3"
      options={zones.map((one) => ({ value: one, label: one === own ? `${one} (this browser)` : one }))}
      value={zone}
      onChoose={(next) => onChoose(next === own ? undefined : next)}
    />
  )
}
