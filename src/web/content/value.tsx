import { JsonView } from './json-view.tsx'
import { Prose } from './prose.tsx'

/** Any recorded value: text as prose, the rest as a tree. */
export function Value({ value, label }: { value: unknown; label: string }) {
  return typeof value === 'string' ? <Prose text={value} label={label} /> : <JsonView value={value} label={label} />
}
