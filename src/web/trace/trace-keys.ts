import type { Spans } from './spans.ts'
import type { Tree } from './tree.ts'
import { hasChildren, type Visible } from './visible.ts'

/** What a key asks of the tree when the grid has focus. */
export type GridDeed =
  | { readonly deed: 'select'; readonly row: number }
  | { readonly deed: 'toggle'; readonly row: number }
  | { readonly deed: 'toggleAll'; readonly row: number }
  | { readonly deed: 'details' }
  | { readonly deed: 'copy'; readonly spanId: string }

type Press = { readonly key: string; readonly shiftKey: boolean }
type Scene = {
  readonly tree: Tree
  readonly spans: Spans
  readonly visible: Visible
  readonly collapsed: ReadonlySet<number>
  readonly row: number
  readonly pageRows: number
}

const MOVES: Readonly<Record<string, (place: number, last: number, page: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place, _, page) => place + page,
  PageUp: (place, _, page) => place - page,
  Home: () => 0,
  End: (_, last) => last,
}

/** The deed for a key; `undefined` when the grid has no use for it. */
export function gridDeed(press: Press, scene: Scene): GridDeed | undefined {
  const { tree, spans, visible, row } = scene
  const last = visible.rows.length - 1
  const move = MOVES[press.key]
  if (move) {
    const place = Math.min(Math.max(move(visible.placeOfRow[row] ?? 0, last, scene.pageRows), 0), last)
    const target = visible.rows[place]
    return target === undefined ? undefined : { deed: 'select', row: target }
  }
  if (press.key === 'ArrowRight' || press.key === 'ArrowLeft') return sideways(press, scene)
  if (press.key === 'Enter') return { deed: 'details' }
  const spanId = spans.id[tree.span[row] ?? -1]
  if (press.key.toLowerCase() === 'c' && spanId !== undefined) return { deed: 'copy', spanId }
  return undefined
}

/** Right opens, then goes to the first child; left closes, then goes to the parent. With shift, the whole subtree. */
function sideways(press: Press, { tree, visible, collapsed, row }: Scene): GridDeed | undefined {
  const isRight = press.key === 'ArrowRight'
  if (press.shiftKey && hasChildren(tree, row)) return { deed: 'toggleAll', row }
  const isOpen = hasChildren(tree, row) && (visible.isMatch !== undefined || !collapsed.has(row))
  if (isRight) {
    if (!hasChildren(tree, row)) return undefined
    const next = visible.rows[(visible.placeOfRow[row] ?? 0) + 1]
    return isOpen && next !== undefined ? { deed: 'select', row: next } : { deed: 'toggle', row }
  }
  if (isOpen && visible.isMatch === undefined) return { deed: 'toggle', row }
  const above = tree.parent[row] ?? -1
  return above < 0 ? undefined : { deed: 'select', row: above }
}
