import type { Cut } from '../../api/contract/cut.ts'
import type { SpanAddress } from './cut-source.ts'
import { JsonView } from './json-view.tsx'
import { Prose } from './prose.tsx'
import { WholeText } from './whole-value.tsx'

type ValueProps = {
  value: unknown
  label: string
  /** Where only the beginning is here. */
  cut?: (Cut & SpanAddress) | undefined
}

/** Any recorded value: text as prose, the rest as a tree. */
export function Value({ value, label, cut }: ValueProps) {
  if (cut && typeof value === 'string') return <WholeText {...cut} preview={value} label={label} />
  return typeof value === 'string' ? <Prose text={value} label={label} /> : <JsonView value={value} label={label} />
}
