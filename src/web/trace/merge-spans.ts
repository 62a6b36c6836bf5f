import type { SpanList, SpanRow } from '../../api/contract/span.ts'

type Columns = NonNullable<SpanList['columns']>
type Dictionaries = NonNullable<SpanList['dictionaries']>

/** The spans of a trace in columns, with new and changed ones in their places. A list in rows stays a list in rows. */
export function mergeSpans(list: SpanList, rows: readonly SpanRow[]): SpanList {
  const { columns, dictionaries, originUnixNano } = list
  if (rows.length === 0) return list
  if (!columns || !dictionaries || originUnixNano === undefined) return { ...list, items: mergeRows(list.items, rows) }
  const words = growing(dictionaries)
  const entries = new Map(columns.id.map((id, at) => [id, entryAt(columns, at)]))
  for (const row of rows) entries.set(row.id, entryOf(row, BigInt(originUnixNano), words))
  const sorted = [...entries.values()].sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1))
  const isAnyPending = sorted.some(({ pending }) => pending === 1)
  const column = <K extends keyof Entry>(key: K): Entry[K][] => sorted.map((entry) => entry[key])
  return {
    ...list,
    dictionaries: words,
    columns: {
      id: column('id'),
      parentId: column('parentId'),
      name: column('name'),
      kind: column('kind'),
      outcome: column('outcome'),
      model: column('model'),
      startMs: column('startMs'),
      durationMs: column('durationMs'),
      promptTokens: column('promptTokens'),
      completionTokens: column('completionTokens'),
      totalTokens: column('totalTokens'),
      counted: column('counted'),
      pending: isAnyPending ? column('pending') : undefined,
    },
  }
}

type Entry = { [K in keyof Columns]-?: NonNullable<Columns[K]>[number] }

function entryAt(columns: Columns, at: number): Entry {
  const number = (values: readonly number[] | undefined) => values?.[at] ?? 0
  return {
    id: columns.id[at] ?? '',
    parentId: columns.parentId[at] ?? '',
    name: number(columns.name),
    kind: number(columns.kind),
    outcome: number(columns.outcome),
    model: number(columns.model),
    startMs: number(columns.startMs),
    durationMs: number(columns.durationMs),
    promptTokens: number(columns.promptTokens),
    completionTokens: number(columns.completionTokens),
    totalTokens: number(columns.totalTokens),
    counted: number(columns.counted),
    pending: number(columns.pending),
  }
}

function entryOf(row: SpanRow, originNano: bigint, words: Dictionaries): Entry {
  const wordAt = <W extends string>(list: W[], word: W) => (list.includes(word) ? list.indexOf(word) : list.push(word) - 1)
  return {
    id: row.id,
    parentId: row.parentId ?? '',
    name: wordAt(words.names, row.name),
    kind: wordAt(words.kinds, row.kind),
    outcome: wordAt(words.outcomes, row.outcome),
    model: row.model === undefined ? -1 : wordAt(words.models, row.model),
    startMs: Number(BigInt(row.startUnixNano) - originNano) / 1e6,
    durationMs: row.durationMs,
    promptTokens: row.promptTokens ?? -1,
    completionTokens: row.completionTokens ?? -1,
    totalTokens: row.totalTokens ?? -1,
    counted: row.counted ? 1 : 0,
    pending: row.isPending ? 1 : 0,
  }
}

function growing({ names, kinds, outcomes, models }: Dictionaries): Dictionaries {
  return { names: [...names], kinds: [...kinds], outcomes: [...outcomes], models: [...models] }
}

function mergeRows(old: readonly SpanRow[], rows: readonly SpanRow[]): SpanRow[] {
  const all = new Map([...old, ...rows].map((row) => [row.id, row]))
  const startOf = (row: SpanRow) => row.startUnixNano.padStart(20, '0') + row.id
  return [...all.values()].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
}
