import type { Contract } from '../../api/contract/contract.ts'
import { PERCENTILES, SPLITS, TOKEN_TYPES, type Metric, type Timeseries } from '../../api/contract/metrics.ts'
import type { QueryOf } from '../../api/contract/route.ts'
import { AppError } from '../../base/errors.ts'
import { msFromNano } from '../../base/time.ts'
import type { Filter } from '../../model/filter.ts'
import { STATUSES } from '../../model/outcome.ts'
import type { Reads, SeriesRow } from '../../store/store.ts'
import { readFilterQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import { readAxis, type Axis } from './axis.ts'
import { modelSeries } from './model-series.ts'

type Query = QueryOf<Contract['getTimeseries']>
type Split = Query['by']
/** What a bucket without rows says; `undefined`: it says nothing. */
type Measured = { readonly value: number; readonly parts?: readonly number[] }
export type Plot = {
  readonly rows: ReadonlyMap<number | undefined, Measured>
  readonly empty: Measured | undefined
  readonly names?: readonly string[]
  readonly otherCount?: number
}

export async function getTimeseries(reads: Reads, projectId: string, query: Query, nowMs: number): Promise<Timeseries> {
  checkSplit(query.metric, query.by)
  const filter = await resolveAliases(reads, readFilterQuery(projectId, query, query.metric === 'sessions' ? 'sessions' : 'traces', nowMs))
  const axis = await readAxis(reads, projectId, query, filter.window, nowMs)
  return assemble(axis, await readPlot(reads, filter, axis, query))
}

function checkSplit(metric: Metric, by: Split): void {
  const allowed: readonly string[] = metric in SPLITS ? SPLITS[metric as keyof typeof SPLITS] : []
  if (by === undefined || allowed.includes(by)) return
  throw new AppError('bad_input', 'bad_parameter', `\`${metric}\` cannot be split by ${by}.`, {
    field: 'by',
    hint: allowed.length === 0 ? 'Leave it out.' : `Allowed: ${allowed.join(', ')}.`,
  })
}

async function readPlot(reads: Reads, filter: Filter, { edges }: Axis, { metric, by }: Query): Promise<Plot> {
  switch (metric) {
    case 'traces':
    case 'waiting': {
      const rows = await reads.seriesOfTraces(filter, edges, metric === 'waiting' || by !== undefined ? 'statuses' : 'traces')
      if (metric === 'waiting') return sumsOf(rows, ([, , waiting = 0]) => ({ value: waiting }))
      return by === undefined ? sumsOf(rows) : statusesOf(rows)
    }
    case 'sessions': {
      const measure = by === undefined ? 'sessions' : 'statuses'
      const rows = await reads.seriesOfSessions(filter, edges, { measure, time: 'created' })
      return by === undefined ? sumsOf(rows) : statusesOf(rows)
    }
    case 'tokens':
      if (by === 'model') return modelSeries(await reads.usageOfModels(filter, edges, 'tokens'), 1)
      if (by === undefined) return sumsOf(await reads.seriesOfTraces(filter, edges, 'tokens'))
      return { ...sumsOf(await reads.seriesOfTraces(filter, edges, 'tokenTypes'), tokenTypes), names: TOKEN_TYPES }
    case 'cost':
      if (by === 'model') return modelSeries(await reads.usageOfModels(filter, edges, 'cost'), 1e-9)
      return sumsOf(await reads.seriesOfTraces(filter, edges, 'cost'), ([nano = 0]) => ({ value: nano / 1e9 }))
    case 'latency':
      return latencyOf(await reads.seriesOfTraces(filter, edges, 'latency'), by)
    default:
      return sumsOf(await reads.seriesOfTraces(filter, edges, metric))
  }
}

function sumsOf(rows: readonly SeriesRow[], read: (values: readonly number[]) => Measured = ([value = 0]) => ({ value })): Plot {
  return { rows: new Map(rows.map((row) => [row.bucket, read(row.values)])), empty: read([]) }
}

function statusesOf(rows: readonly SeriesRow[]): Plot {
  const read = (values: readonly number[]) => {
    const parts = STATUSES.map((_, index) => values[index] ?? 0)
    return { value: parts.reduce((sum, part) => sum + part, 0), parts }
  }
  return { ...sumsOf(rows, read), names: STATUSES }
}

/** Each token once: cached ones are prompt tokens, reasoning ones completion tokens; `other`: of a total that says no more. */
function tokenTypes([prompt = 0, cached = 0, completion = 0, reasoning = 0, total = 0]: readonly number[]): Measured {
  const parts = [prompt - cached, cached, completion - reasoning, reasoning, total - prompt - completion]
  return { value: total, parts: parts.map((part) => Math.max(part, 0)) }
}

function latencyOf(rows: readonly SeriesRow[], by: Split): Plot {
  const read = (values: readonly number[]): Measured => {
    const parts = values.map((nano) => msFromNano(BigInt(Math.round(nano))))
    return { value: parts[PERCENTILES.indexOf('p95')]!, ...(by === undefined ? {} : { parts }) }
  }
  return {
    rows: new Map(rows.filter(({ values }) => values.every(Number.isFinite)).map((row) => [row.bucket, read(row.values)])),
    empty: undefined,
    ...(by === undefined ? {} : { names: PERCENTILES }),
  }
}

function assemble({ starts, fields }: Axis, { rows, empty, names, otherCount }: Plot): Timeseries {
  const at = (bucket: number | undefined) => spread(rows.get(bucket))
  return {
    items: starts.map((start, bucket) => ({ at: start, ...(at(bucket) ?? spread(empty)) })),
    ...fields,
    before: at(-1),
    after: at(starts.length),
    total: (rows.get(undefined) ?? empty)?.value,
    names: names && [...names],
    otherCount,
  }
}

function spread(measured: Measured | undefined) {
  return measured && { value: measured.value, parts: measured.parts && [...measured.parts] }
}
