import { useDeferredValue, useMemo, useState } from 'react'
import type { SpanList } from '../../api/contract/span.ts'
import { readSpans, type Spans } from './spans.ts'
import { drawAt, findGaps, foldGaps, lengthOf, unfoldedTime, type TraceTime } from './trace-time.ts'
import { buildTree, type Tree } from './tree.ts'
import { readKinds } from './use-trace-url.ts'
import { reveal, visibleRows, type Visible } from './visible.ts'

export type TraceRows = {
  readonly spans: Spans
  /** Its times are those that are drawn. */
  readonly tree: Tree
  readonly time: TraceTime
  /** How much of the trace nothing was at work, of one. */
  readonly idleShare: number
  readonly visible: Visible
  readonly collapsed: ReadonlySet<number>
  /** -1 for a span the trace does not have. */
  readonly rowOf: (spanId: string | undefined) => number
  readonly setCollapsed: (rows: ReadonlySet<number>) => void
  readonly revealRow: (row: number) => void
}

/** The rows to show. Groups are closed and the others open until turned; that is kept by span, so a trace that grows stays as it was left. */
export function useTraceRows(list: SpanList, find: string, kind: string, hasFoldedGaps: boolean): TraceRows {
  const spans = useMemo(() => readSpans(list), [list])
  const built = useMemo(() => buildTree(spans), [spans])
  const gaps = useMemo(() => findGaps(built, spans.lengthMs), [built, spans])
  const time = useMemo(() => (hasFoldedGaps ? foldGaps(gaps, spans.lengthMs) : unfoldedTime(spans.lengthMs)), [gaps, spans, hasFoldedGaps])
  const tree = useMemo(() => (hasFoldedGaps ? drawAt(built, time) : built), [built, time, hasFoldedGaps])
  const rowOfKey = useMemo(() => new Map(Array.from({ length: tree.count }, (_, row) => [keyOfRow(tree, spans, row), row])), [tree, spans])
  const [turnedKeys, setTurnedKeys] = useState<ReadonlySet<string>>(new Set())
  const collapsed = useMemo(() => {
    const rows = new Set(tree.groups.keys())
    for (const key of turnedKeys) flip(rows, rowOfKey.get(key))
    return rows
  }, [tree, turnedKeys, rowOfKey])
  const lookedFor = useDeferredValue(find)
  const visible = useMemo(
    () => visibleRows(tree, spans, collapsed, { find: lookedFor, kinds: readKinds(kind) }),
    [tree, spans, collapsed, lookedFor, kind],
  )
  const setCollapsed = (rows: ReadonlySet<number>) => {
    const turned = new Set(rows)
    for (const row of tree.groups.keys()) flip(turned, row)
    setTurnedKeys(new Set([...turned].map((row) => keyOfRow(tree, spans, row))))
  }
  return {
    spans,
    tree,
    time,
    idleShare: spans.lengthMs > 0 ? lengthOf(gaps) / spans.lengthMs : 0,
    visible,
    collapsed,
    setCollapsed,
    rowOf: (spanId) => (spanId === undefined ? -1 : (rowOfKey.get(spanId) ?? -1)),
    revealRow: (row) => {
      const opened = reveal(tree, collapsed, row)
      if (opened !== collapsed) setCollapsed(opened)
    },
  }
}

function flip(rows: Set<number>, row: number | undefined): void {
  if (row !== undefined && !rows.delete(row)) rows.add(row)
}

/** What stands for a row in the URL: the id of its span, of the parent that was not received, or of the first in a group. */
export function keyOfRow(tree: Tree, spans: Spans, row: number): string {
  const [missing, group] = [tree.missingId.get(row), tree.groups.get(row)]
  if (missing !== undefined) return `missing ${missing}`
  return group ? `group ${group.firstId}` : (spans.id[tree.span[row] ?? -1] ?? '')
}
