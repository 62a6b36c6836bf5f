import type { ModelRow } from '../../store/store.ts'
import type { Plot } from './get-timeseries.ts'

const MOST_MODELS = 6
const OTHER = 'other'

/** A line for each of the models with most, and one for the rest. `unit`: what one of what was read is worth. */
export function modelSeries(rows: readonly ModelRow[], unit: number): Plot {
  const sums = new Map<string, number>()
  for (const { model, values } of rows) sums.set(model, (sums.get(model) ?? 0) + values[0]!)
  const models = [...sums.keys()].sort((a, b) => sums.get(b)! - sums.get(a)! || (a < b ? -1 : 1))
  const shown = models.length > MOST_MODELS + 1 ? models.slice(0, MOST_MODELS) : models
  const otherCount = models.length - shown.length
  const names = otherCount > 0 ? [...shown, OTHER] : shown
  const places = new Map(shown.map((model, index) => [model, index]))
  const amounts = new Map<number | undefined, number[]>([[undefined, names.map(() => 0)]])
  for (const { bucket, model, values } of rows) {
    const place = places.get(model) ?? shown.length
    for (const key of [bucket, undefined]) {
      const parts = amounts.get(key) ?? names.map(() => 0)
      parts[place]! += values[0]!
      amounts.set(key, parts)
    }
  }
  const measured = (parts: readonly number[]) => ({
    value: parts.reduce((sum, part) => sum + part, 0) * unit,
    parts: parts.map((part) => part * unit),
  })
  return {
    rows: new Map([...amounts].map(([bucket, parts]) => [bucket, measured(parts)])),
    empty: measured(names.map(() => 0)),
    names,
    ...(otherCount > 0 ? { otherCount } : {}),
  }
}
