import type { SessionMetrics } from '../../api/contract/insight.ts'
import { msFromNano } from '../../base/time.ts'
import { modelOf, type SpanFact } from '../../model/span-fact.ts'
import type { TokenTotals } from '../../model/trace.ts'
import { totalTokensOf } from '../../model/usage.ts'
import { sumTotals, toolNameOf, type TraceTally } from '../../rollup/rollup.ts'
import { assembleTotals, reported } from '../assemble-totals.ts'
import { percentile } from '../../base/percentile.ts'

const NO_TOTALS = sumTotals([])

type ToolRow = SessionMetrics['tools'][number]
type ModelRow = SessionMetrics['models'][number]

type Runs = { readonly durationsMs: number[]; errorCount: number; rejectedCount: number }
type Settled = TraceTally['calls'][number]

/** The tools of many traces, by name. */
export function createToolTable() {
  const tools = new Map<string, Runs>()
  return {
    add({ tools: ran }: TraceTally): void {
      for (const run of ran) note(get(tools, toolNameOf(run.fact), newRuns), run)
    },
    /** Slowest together first. */
    rows(): ToolRow[] {
      const rows = [...tools].map(([name, { errorCount, rejectedCount, durationsMs }]): ToolRow => {
        return { name, count: durationsMs.length, errorCount, rejectedCount, ...summarize(durationsMs) }
      })
      return rows.sort((a, b) => b.totalMs - a.totalMs || byName(a, b))
    },
  }
}

type ModelSums = Runs & { readonly name: string; readonly provider: string; totals: TokenTotals }

/** The models of many traces, by name and provider. Usage that no call tells of is a row without calls. */
export function createModelTable() {
  const models = new Map<string, ModelSums>()
  const sumsOf = (fact: SpanFact): ModelSums => {
    const [name, provider] = [modelOf(fact), fact.provider]
    return get(models, JSON.stringify([name, provider]), () => ({ ...newRuns(), name, provider, totals: NO_TOTALS }))
  }
  return {
    add({ calls, counted, paid }: TraceTally): void {
      for (const call of calls) note(sumsOf(call.fact), call)
      for (const fact of counted) {
        const sums = sumsOf(fact)
        sums.totals = sumTotals([sums.totals, { ...NO_TOTALS, ...fact.usage, totalTokens: totalTokensOf(fact.usage) }])
      }
      for (const fact of paid) {
        const sums = sumsOf(fact)
        sums.totals = sumTotals([sums.totals, { ...NO_TOTALS, costNanoUsd: fact.costNanoUsd }])
      }
    },
    /** Most tokens first. */
    rows(): ModelRow[] {
      const rows = [...models.values()].map(({ name, provider, errorCount, totals, durationsMs }): ModelRow => {
        const runs = { count: durationsMs.length, errorCount, ...summarize(durationsMs) }
        return { name, provider: reported(provider), ...runs, ...assembleTotals(totals) }
      })
      return rows.sort((a, b) => (b.totalTokens ?? 0) - (a.totalTokens ?? 0) || byName(a, b))
    },
  }
}

function newRuns(): Runs {
  return { durationsMs: [], errorCount: 0, rejectedCount: 0 }
}

function note(runs: Runs, { fact, outcome }: Settled): void {
  runs.durationsMs.push(msFromNano(fact.endUnixNano - fact.startUnixNano))
  if (outcome === 'error') runs.errorCount++
  if (outcome === 'rejected') runs.rejectedCount++
}

function summarize(durationsMs: readonly number[]): Pick<ToolRow, 'p50Ms' | 'p95Ms' | 'maxMs' | 'totalMs'> {
  const ascending = durationsMs.toSorted((a, b) => a - b)
  return {
    p50Ms: percentile(ascending, 0.5) ?? 0,
    p95Ms: percentile(ascending, 0.95) ?? 0,
    maxMs: ascending.at(-1) ?? 0,
    totalMs: ascending.reduce((sum, each) => sum + each, 0),
  }
}

function get<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}
