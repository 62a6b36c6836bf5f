import { describe, expect, it } from 'vitest'
import { mergeSpans } from './merge-spans.ts'
import { readSpans } from './spans.ts'
import type { SpanList, SpanRow } from '../../api/contract/span.ts'

const ORIGIN_MS = 1_790_000_000_000

function row(id: string, startMs: number, rest: Partial<SpanRow> = {}): SpanRow {
  return {
    id,
    traceId: 't',
    name: `step ${id}`,
    kind: 'tool',
    startedAt: new Date(ORIGIN_MS + startMs).toISOString(),
    startUnixNano: `${BigInt(ORIGIN_MS + startMs) * 1_000_000n}`,
    durationMs: 5,
    outcome: 'ok',
    outcomeRule: 0,
    counted: false,
    ...rest,
  }
}

const inColumns: SpanList = {
  items: [],
  originUnixNano: `${BigInt(ORIGIN_MS) * 1_000_000n}`,
  dictionaries: { names: ['root'], kinds: ['agent', 'tool'], outcomes: ['ok', 'error'], models: [] },
  columns: {
    id: ['a', 'c'],
    parentId: ['', 'a'],
    name: [0, 0],
    kind: [0, 1],
    outcome: [0, 0],
    model: [-1, -1],
    startMs: [0, 20],
    durationMs: [30, 5],
    promptTokens: [-1, -1],
    completionTokens: [-1, -1],
    totalTokens: [-1, -1],
    counted: [0, 0],
    pending: [1, 0],
  },
}

describe('mergeSpans', () => {
  it('puts new spans in start order and changed ones in place, whichever form the list has', () => {
    const news = [row('b', 10, { model: 'm', parentId: 'a' }), row('c', 20, { outcome: 'error', name: 'root' }), row('0', -10)]
    const merged = readSpans(mergeSpans(inColumns, news))
    expect(merged).toMatchObject({
      id: ['0', 'a', 'b', 'c'],
      parentId: ['', '', 'a', ''],
      name: ['step 0', 'root', 'step b', 'root'],
      kind: ['tool', 'agent', 'tool', 'tool'],
      outcome: ['ok', 'ok', 'ok', 'error'],
      model: ['', '', 'm', ''],
      isPending: [false, true, false, false],
      lengthMs: 40,
    })
    const inRows = { items: [row('a', 0), row('c', 20)] }
    expect(readSpans(mergeSpans(inRows, news)).id).toEqual(['0', 'a', 'b', 'c'])
  })

  it('leaves the list it was given as it was', () => {
    const before = structuredClone(inColumns)
    mergeSpans(inColumns, [row('b', 10, { name: 'new' })])
    expect(inColumns).toEqual(before)
    expect(mergeSpans(inColumns, [])).toBe(inColumns)
  })
})
