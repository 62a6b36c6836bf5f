import { useDeferredValue, useMemo, useState } from 'react'
import type { SpanList } from '../../api/contract/span.ts'
import { readSpans, type Spans } from './spans.ts'
import { buildTree, type Tree } from './tree.ts'
import { readKinds } from './use-trace-url.ts'
import { reveal, visibleRows, type Visible } from './visible.ts'

export type TraceRows = {
  readonly spans: Spans
  readonly tree: Tree
  readonly visible: Visible
  readonly collapsed: ReadonlySet<number>
  /** -1 for a span the trace does not have. */
  readonly rowOf: (spanId: string | undefined) => number
  readonly setCollapsed: (rows: ReadonlySet<number>) => void
  readonly revealRow: (row: number) => void
}

/** The rows to show. What is collapsed is kept by span, so a trace that grows stays as it was left. */
export function useTraceRows(list: SpanList, find: string, kind: string): TraceRows {
  const spans = useMemo(() => readSpans(list), [list])
  const tree = useMemo(() => buildTree(spans), [spans])
  const rowOfKey = useMemo(() => new Map(Array.from({ length: tree.count }, (_, row) => [keyOfRow(tree, spans, row), row])), [tree, spans])
  const [collapsedKeys, setCollapsedKeys] = useState<ReadonlySet<string>>(new Set())
  const collapsed = useMemo(() => new Set([...collapsedKeys].flatMap((key) => rowOfKey.get(key) ?? [])), [collapsedKeys, rowOfKey])
  const lookedFor = useDeferredValue(find)
  const visible = useMemo(
    () => visibleRows(tree, spans, collapsed, { find: lookedFor, kinds: readKinds(kind) }),
    [tree, spans, collapsed, lookedFor, kind],
  )
  const setCollapsed = (rows: ReadonlySet<number>) => setCollapsedKeys(new Set([...rows].map((row) => keyOfRow(tree, spans, row))))
  return {
    spans,
    tree,
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

/** What stands for a row in the URL: the id of its span, or of the parent that was not received. */
export function keyOfRow(tree: Tree, spans: Spans, row: number): string {
  const missing = tree.missingId.get(row)
  return missing === undefined ? (spans.id[tree.span[row] ?? -1] ?? '') : `missing ${missing}`
}
