import type { Timeseries } from '../../api/contract/metrics.ts'
import type { Paint } from '../chart/paint.tsx'
import type { NamedSeries } from './stacked-card.tsx'

/** Neighbours differ in colour and in pattern. */
const PAINTS: readonly Paint[] = [
  { colour: 'text-kind-llm', pattern: 'solid' },
  { colour: 'text-kind-tool', pattern: 'hatched' },
  { colour: 'text-kind-agent', pattern: 'solid' },
  { colour: 'text-kind-guardrail', pattern: 'dotted' },
  { colour: 'text-kind-embedding', pattern: 'solid' },
  { colour: 'text-kind-evaluator', pattern: 'hatched' },
]
const OTHER: Paint = { colour: 'text-kind-other', pattern: 'pale' }

/** One for each model that is named, those with most first, and one for all the others. */
export function modelSeries({ names = [], otherCount }: Timeseries): readonly (NamedSeries & { readonly isOther: boolean })[] {
  return names.map((name, at) => {
    const isOther = otherCount !== undefined && at === names.length - 1
    const label = isOther ? `${otherCount} other` : name || 'not named'
    return { name, label, isOther, paint: isOther ? OTHER : (PAINTS[at % PAINTS.length] ?? OTHER) }
  })
}
