import type { SpanList } from '../../api/contract/span.ts'
import { OUTCOMES, SPAN_KINDS, type Outcome, type SpanKind } from '../../model/outcome.ts'

/** The spans of one trace, one array per field, all of one length. Times are milliseconds from the first moment of the trace. */
export type Spans = {
  readonly count: number
  readonly id: readonly string[]
  /** Empty for a root. The parent may not be among the spans. */
  readonly parentId: readonly string[]
  readonly name: readonly string[]
  readonly kind: readonly SpanKind[]
  readonly outcome: readonly Outcome[]
  readonly model: readonly string[]
  readonly startMs: Float64Array
  /** Start plus duration; never before the start. */
  readonly endMs: Float64Array
  readonly isPending: readonly boolean[]
  readonly totalTokens: Int32Array
  /** End of the last span: where the time axis ends. */
  readonly lengthMs: number
}

/** Reads the columnar form of the reply, or its rows when the server sent rows. Unknown kinds and outcomes read as `other` and `ok`. */
export function readSpans(list: SpanList): Spans {
  const { columns, dictionaries } = list
  if (!columns || !dictionaries) return spansOfRows(list.items)
  const word = (words: readonly string[], at: number | undefined): string => words[at ?? -1] ?? ''
  return shift({
    id: columns.id,
    parentId: columns.parentId,
    name: columns.name.map((at) => word(dictionaries.names, at)),
    kind: columns.kind.map((at) => kindOf(word(dictionaries.kinds, at))),
    outcome: columns.outcome.map((at) => outcomeOf(word(dictionaries.outcomes, at))),
    model: columns.model.map((at) => word(dictionaries.models, at)),
    startMs: columns.startMs,
    durationMs: columns.durationMs,
    isPending: columns.id.map((_, at) => columns.pending?.[at] === 1),
    totalTokens: columns.totalTokens,
  })
}

function spansOfRows(rows: SpanList['items']): Spans {
  const originNano = rows.reduce<bigint | undefined>((least, row) => {
    const start = BigInt(row.startUnixNano)
    return least === undefined || start < least ? start : least
  }, undefined)
  return shift({
    id: rows.map((row) => row.id),
    parentId: rows.map((row) => row.parentId ?? ''),
    name: rows.map((row) => row.name),
    kind: rows.map((row) => kindOf(row.kind)),
    outcome: rows.map((row) => outcomeOf(row.outcome)),
    model: rows.map((row) => row.model ?? ''),
    startMs: rows.map((row) => Number(BigInt(row.startUnixNano) - (originNano ?? 0n)) / 1e6),
    durationMs: rows.map((row) => row.durationMs),
    isPending: rows.map((row) => row.isPending === true),
    totalTokens: rows.map((row) => row.totalTokens ?? -1),
  })
}

type Read = Pick<Spans, 'id' | 'parentId' | 'name' | 'kind' | 'outcome' | 'model' | 'isPending'> & {
  readonly startMs: readonly number[]
  readonly durationMs: readonly number[]
  readonly totalTokens: readonly number[]
}

/** Moves the time axis so that it begins at the first span, whatever origin the server chose. */
function shift(read: Read): Spans {
  const count = read.id.length
  const startMs = new Float64Array(count)
  const endMs = new Float64Array(count)
  const originMs = read.startMs.reduce((least, start) => Math.min(least, start), Infinity)
  let lengthMs = 0
  for (let at = 0; at < count; at++) {
    const start = (read.startMs[at] ?? 0) - originMs
    startMs[at] = start
    endMs[at] = start + Math.max(0, read.durationMs[at] ?? 0)
    lengthMs = Math.max(lengthMs, endMs[at] ?? 0)
  }
  const { id, parentId, name, kind, outcome, model, isPending } = read
  return {
    count,
    id,
    parentId,
    name,
    kind,
    outcome,
    model,
    isPending,
    startMs,
    endMs,
    totalTokens: Int32Array.from(read.totalTokens),
    lengthMs,
  }
}

const KINDS: ReadonlySet<string> = new Set(SPAN_KINDS)
const OUTCOME_WORDS: ReadonlySet<string> = new Set(OUTCOMES)

function kindOf(word: string): SpanKind {
  return KINDS.has(word) ? (word as SpanKind) : 'other'
}

function outcomeOf(word: string): Outcome {
  return OUTCOME_WORDS.has(word) ? (word as Outcome) : 'ok'
}
