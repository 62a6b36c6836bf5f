import { describe, expect, it } from 'vitest'
import { spansOf } from './sketch-spans.ts'
import { gridDeed } from './trace-keys.ts'
import { buildTree } from './tree.ts'
import { visibleRows } from './visible.ts'

const spans = spansOf([{ id: 'a' }, { id: 'b', parent: 'a', at: 1 }, { id: 'c', parent: 'b', at: 2 }, { id: 'd', parent: 'a', at: 3 }])
const tree = buildTree(spans)

function press(key: string, row: number, { collapsed = new Set<number>(), shiftKey = false } = {}) {
  const visible = visibleRows(tree, spans, collapsed, { find: '', kinds: new Set() })
  return gridDeed({ key, shiftKey }, { tree, spans, visible, collapsed, row, pageRows: 2 })
}

describe('a key in the waterfall', () => {
  it('moves the selection over the rows in sight and stops at the ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ deed: 'select', row: 1 })
    expect(press('ArrowDown', 1, { collapsed: new Set([1]) })).toEqual({ deed: 'select', row: 3 })
    expect(press('ArrowDown', 3)).toEqual({ deed: 'select', row: 3 })
    expect(press('PageUp', 3)).toEqual({ deed: 'select', row: 1 })
    expect(press('End', 0)).toEqual({ deed: 'select', row: 3 })
    expect(press('Home', 3)).toEqual({ deed: 'select', row: 0 })
  })

  it('begins at the top when nothing is selected', () => {
    expect(press('Home', -1)).toEqual({ deed: 'select', row: 0 })
  })

  it('to the right opens, then goes to the first child', () => {
    expect(press('ArrowRight', 1, { collapsed: new Set([1]) })).toEqual({ deed: 'toggle', row: 1 })
    expect(press('ArrowRight', 1)).toEqual({ deed: 'select', row: 2 })
    expect(press('ArrowRight', 2)).toBeUndefined()
  })

  it('to the left closes, then goes to the parent', () => {
    expect(press('ArrowLeft', 1)).toEqual({ deed: 'toggle', row: 1 })
    expect(press('ArrowLeft', 2)).toEqual({ deed: 'select', row: 1 })
    expect(press('ArrowLeft', 0, { collapsed: new Set([0]) })).toBeUndefined()
  })

  it('with shift takes the whole subtree', () => {
    expect(press('ArrowLeft', 0, { shiftKey: true })).toEqual({ deed: 'toggleAll', row: 0 })
  })

  it('copies the span id, goes to the details, or does nothing', () => {
    expect(press('c', 2)).toEqual({ deed: 'copy', spanId: 'c' })
    expect(press('Enter', 2)).toEqual({ deed: 'details' })
    expect(press('q', 2)).toBeUndefined()
  })
})
