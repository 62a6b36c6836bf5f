import type { SpanKind } from '../../model/outcome.ts'
import type { Spans } from './spans.ts'
import type { Tree } from './tree.ts'

/** Which rows match what is looked for; rows that lead to a match are shown with it, dimmed. */
export type Filter = { readonly find: string; readonly kinds: ReadonlySet<SpanKind> }

export type Visible = {
  /** Rows of the tree to show, in order. */
  readonly rows: Int32Array
  /** Where in `rows` each row is; -1 when hidden. */
  readonly placeOfRow: Int32Array
  /** By row of the tree; absent when nothing is looked for. */
  readonly isMatch: Uint8Array | undefined
  readonly matchCount: number
}

/** Rows outside collapsed parents. While something is looked for nothing is collapsed: a match is never out of sight. */
export function visibleRows(tree: Tree, spans: Spans, collapsed: ReadonlySet<number>, filter: Filter): Visible {
  const isMatch = matchRows(tree, spans, filter)
  const rows = isMatch ? withAncestors(tree, isMatch) : outsideCollapsed(tree, collapsed)
  const placeOfRow = new Int32Array(tree.count).fill(-1)
  rows.forEach((row, place) => (placeOfRow[row] = place))
  const matchCount = isMatch ? isMatch.reduce((sum, one) => sum + one, 0) : 0
  return { rows, placeOfRow, isMatch, matchCount }
}

function outsideCollapsed(tree: Tree, collapsed: ReadonlySet<number>): Int32Array {
  const rows = new Int32Array(tree.count)
  let length = 0
  for (let row = 0; row < tree.count;) {
    rows[length++] = row
    row = collapsed.has(row) ? (tree.end[row] ?? tree.count) : row + 1
  }
  return rows.subarray(0, length)
}

function matchRows(tree: Tree, spans: Spans, { find, kinds }: Filter): Uint8Array | undefined {
  const text = find.trim().toLowerCase()
  if (text === '' && kinds.size === 0) return undefined
  const isMatch = new Uint8Array(tree.count)
  for (let row = 0; row < tree.count; row++) {
    const span = tree.span[row] ?? -1
    if (span < 0) continue
    const kind = spans.kind[span] ?? 'other'
    if (kinds.size > 0 && !kinds.has(kind)) continue
    const said = `${spans.name[span] ?? ''}\n${spans.model[span] ?? ''}\n${spans.id[span] ?? ''}`
    if (text === '' || said.toLowerCase().includes(text)) isMatch[row] = 1
  }
  return isMatch
}

function withAncestors(tree: Tree, isMatch: Uint8Array): Int32Array {
  const isShown = isMatch.slice()
  let length = 0
  for (let row = tree.count - 1; row >= 0; row--) {
    if (!isShown[row]) continue
    length++
    const above = tree.parent[row] ?? -1
    if (above >= 0) isShown[above] = 1
  }
  const rows = new Int32Array(length)
  for (let row = 0, at = 0; row < tree.count; row++) if (isShown[row]) rows[at++] = row
  return rows
}

/** The next row, after `from` and around the end, whose span has this outcome; -1 when there is none. */
export function nextWithOutcome(tree: Tree, spans: Spans, from: number, outcome: 'error' | 'interrupted'): number {
  for (let step = 1; step <= tree.count; step++) {
    const row = (((from + step) % tree.count) + tree.count) % tree.count
    if (spans.outcome[tree.span[row] ?? -1] === outcome) return row
  }
  return -1
}

/** The next error or pause after `from`, around the end; -1 when there is none. */
export function nextProblem(tree: Tree, spans: Spans, from: number): number {
  const [error, pause] = [nextWithOutcome(tree, spans, from, 'error'), nextWithOutcome(tree, spans, from, 'interrupted')]
  if (error < 0 || pause < 0) return Math.max(error, pause)
  const stepsTo = (row: number) => (row - from - 1 + tree.count * 2) % tree.count
  return stepsTo(error) <= stepsTo(pause) ? error : pause
}

/** The next match after `from`, around the end; -1 when nothing matches. */
export function nextMatch(visible: Visible, from: number, step: 1 | -1): number {
  const { isMatch, rows, placeOfRow } = visible
  if (!isMatch) return -1
  const start = placeOfRow[from] ?? -1
  for (let tried = 1; tried <= rows.length; tried++) {
    const row = rows[(start + step * tried + rows.length * 2) % rows.length] ?? -1
    if (row >= 0 && isMatch[row]) return row
  }
  return -1
}

/** `collapsed` without the ancestors of a row, so that the row is in sight. The same set when nothing hides it. */
export function reveal(tree: Tree, collapsed: ReadonlySet<number>, row: number): ReadonlySet<number> {
  let opened: Set<number> | undefined
  for (let above = tree.parent[row] ?? -1; above >= 0; above = tree.parent[above] ?? -1) {
    if (collapsed.has(above)) (opened ??= new Set(collapsed)).delete(above)
  }
  return opened ?? collapsed
}

export function hasChildren(tree: Tree, row: number): boolean {
  return (tree.end[row] ?? 0) > row + 1
}
