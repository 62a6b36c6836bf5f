import { describe, expect, it } from 'vitest'
import { spansOf, type Sketch } from './sketch-spans.ts'
import { buildTree } from './tree.ts'
import { visibleRows } from './visible.ts'

const children = (count: number, more: (at: number) => Partial<Sketch> = () => ({})): Sketch[] =>
  Array.from({ length: count }, (_, at) => ({ id: `c${String(at).padStart(2, '0')}`, parent: 'a', at: at + 1, ...more(at) }))
const treeOf = (...sketches: Sketch[]) => buildTree(spansOf([{ id: 'a', lasts: 100 }, ...sketches]))

describe('siblings of one name in a row', () => {
  it('share a row when they are more than five', () => {
    const tree = treeOf(...children(42, (at) => ({ lasts: at + 1, outcome: at % 20 === 3 ? 'error' : 'ok' })))
    expect(tree.count).toBe(44)
    expect(tree.groups.get(1)).toEqual({ name: 'step', kind: 'llm', count: 42, p50Ms: 21, firstId: 'c00' })
    expect([tree.span[1], tree.level[1], tree.level[2], tree.end[1], tree.errorsBelow[1]]).toEqual([-1, 2, 3, 44, 2])
    expect([tree.startMs[1], tree.endMs[1]]).toEqual([1, 84])
  })

  it('stand for themselves up to five', () => {
    expect(treeOf(...children(5)).groups.size).toBe(0)
  })

  it('are parted by one of another kind between them', () => {
    const tree = treeOf(...children(13, (at) => ({ kind: at === 6 ? 1 : 0 })))
    expect([...tree.groups].map(([row, { count }]) => [row, count])).toEqual([
      [1, 6],
      [9, 6],
    ])
    expect(tree.span[8]).toBe(7)
  })

  it('keep what lies below them', () => {
    const tree = treeOf(...children(6), { id: 'below', parent: 'c02', at: 4, outcome: 'error' })
    expect([tree.level[tree.rowOfSpan[7] ?? -1], tree.errorsBelow[1], tree.errorsBelow[0]]).toEqual([4, 1, 1])
  })

  it('are grouped below a parent that was not received, which still spans them', () => {
    const tree = buildTree(spansOf(children(6)))
    expect([tree.missingId.get(0), tree.groups.get(1)?.count, tree.startMs[0], tree.endMs[0]]).toEqual(['a', 6, 0, 6])
  })

  it('are still known to start before their parent', () => {
    const tree = buildTree(spansOf([{ id: 'a', at: 50 }, ...children(6)]))
    expect([tree.isSkewed[1], tree.isSkewed[2]]).toEqual([0, 1])
  })

  it('hide behind their row while it is closed and show when one is looked for', () => {
    const spans = spansOf([{ id: 'a', lasts: 100 }, ...children(8)])
    const tree = buildTree(spans)
    expect([...visibleRows(tree, spans, new Set(tree.groups.keys()), { find: '', kinds: new Set() }).rows]).toEqual([0, 1])
    expect([...visibleRows(tree, spans, new Set(tree.groups.keys()), { find: 'c03', kinds: new Set() }).rows]).toEqual([0, 1, 5])
  })
})
