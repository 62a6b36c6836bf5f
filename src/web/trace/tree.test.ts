import { describe, expect, it } from 'vitest'
import { spansOf, type Sketch } from './sketch-spans.ts'
import type { Spans } from './spans.ts'
import { buildTree, type Tree } from './tree.ts'
import { hasChildren, nextMatch, nextWithOutcome, reveal, visibleRows } from './visible.ts'

function outline(spans: Spans, tree: Tree): string[] {
  return Array.from({ length: tree.count }, (_, row) => {
    const span = tree.span[row] ?? -1
    return '.'.repeat((tree.level[row] ?? 0) - 1) + (span < 0 ? `?${tree.missingId.get(row)}` : (spans.id[span] ?? ''))
  })
}

function outlineOf(sketches: readonly Sketch[]): string[] {
  const spans = spansOf(sketches)
  return outline(spans, buildTree(spans))
}

describe('the tree of a trace', () => {
  it('shows a parent before its children and children by start, then id', () => {
    expect(
      outlineOf([
        { id: 'c', parent: 'a', at: 5 },
        { id: 'b', parent: 'a', at: 5 },
        { id: 'd', parent: 'b', at: 9 },
        { id: 'a' },
        { id: 'e', parent: 'a', at: 2 },
      ]),
    ).toEqual(['a', '.e', '.b', '..d', '.c'])
  })

  it('keeps several roots', () => {
    expect(outlineOf([{ id: 'a' }, { id: 'b', at: 1 }, { id: 'c', parent: 'a', at: 2 }])).toEqual(['a', '.c', 'b'])
  })

  it('puts spans whose parent has not arrived under a row that stands for it', () => {
    expect(
      outlineOf([{ id: 'a' }, { id: 'b', parent: 'x', at: 3 }, { id: 'c', parent: 'x', at: 1 }, { id: 'd', parent: 'y', at: 2 }]),
    ).toEqual(['a', '?x', '.c', '.b', '?y', '.d'])
  })

  it('lets a missing parent span its children', () => {
    const tree = buildTree(
      spansOf([
        { id: 'a', at: 0 },
        { id: 'b', parent: 'x', at: 3, lasts: 4 },
        { id: 'c', parent: 'x', at: 5, lasts: 9 },
      ]),
    )
    const row = [...tree.missingId.keys()][0] ?? -1
    expect([tree.startMs[row], tree.endMs[row]]).toEqual([3, 14])
  })

  it('cuts a cycle at its earliest span and shows every span once', () => {
    const spans = spansOf([
      { id: 'a', parent: 'c', at: 1 },
      { id: 'b', parent: 'a', at: 2 },
      { id: 'c', parent: 'b', at: 3 },
      { id: 'd', parent: 'c', at: 4 },
    ])
    const tree = buildTree(spans)
    expect(outline(spans, tree)).toEqual(['a', '.b', '..c', '...d'])
    expect(tree.isCut[0]).toBe(1)
  })

  it('treats a span that is its own parent as a root', () => {
    expect(
      outlineOf([
        { id: 'a', parent: 'a' },
        { id: 'b', parent: 'a', at: 1 },
      ]),
    ).toEqual(['a', '.b'])
  })

  it('lays out a chain 100,000 deep', () => {
    const spans = spansOf(Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? undefined : `s${at - 1}`, at })))
    const tree = buildTree(spans)
    expect(tree.level[99_999]).toBe(100_000)
    expect(tree.end[0]).toBe(100_000)
    expect(visibleRows(tree, spans, new Set([50]), { find: '', kinds: new Set() }).rows.length).toBe(51)
  })

  it('closes a cycle 100,000 long', () => {
    const spans = spansOf(Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: `s${(at + 99_999) % 100_000}`, at })))
    expect(buildTree(spans).level[99_999]).toBe(100_000)
  })

  it('numbers siblings and bubbles errors and interrupts', () => {
    const tree = buildTree(
      spansOf([
        { id: 'a' },
        { id: 'b', parent: 'a', at: 1, outcome: 'error' },
        { id: 'c', parent: 'b', at: 2, outcome: 'interrupted' },
        { id: 'd', parent: 'a', at: 3, outcome: 'error' },
      ]),
    )
    expect([tree.errorsBelow[0], tree.interruptsBelow[0], tree.errorsBelow[1], tree.interruptsBelow[1]]).toEqual([2, 1, 0, 1])
    expect([tree.place[3], tree.siblings[3], tree.siblings[0]]).toEqual([2, 2, 1])
  })

  it('marks a child that starts before its parent and keeps its time', () => {
    const spans = spansOf([
      { id: 'a', at: 10 },
      { id: 'b', parent: 'a', at: 0 },
    ])
    const tree = buildTree(spans)
    expect(outline(spans, tree)).toEqual(['a', '.b'])
    expect([tree.isSkewed[1], tree.startMs[1]]).toEqual([1, 0])
  })

  it('answers an empty trace with no rows', () => {
    expect(buildTree(spansOf([])).count).toBe(0)
  })
})

describe('the visible rows', () => {
  const spans = spansOf([
    { id: 'a' },
    { id: 'b', parent: 'a', at: 1 },
    { id: 'c', parent: 'b', at: 2, kind: 1, outcome: 'error' },
    { id: 'd', parent: 'a', at: 3 },
  ])
  const tree = buildTree(spans)
  const everything = { find: '', kinds: new Set<never>() }

  it('leave out what is below a collapsed row', () => {
    expect([...visibleRows(tree, spans, new Set([1]), everything).rows]).toEqual([0, 1, 3])
  })

  it('show matches with the rows that lead to them, even below a collapsed row', () => {
    const visible = visibleRows(tree, spans, new Set([0]), { find: '', kinds: new Set(['tool'] as const) })
    expect([...visible.rows]).toEqual([0, 1, 2])
    expect([visible.matchCount, visible.isMatch?.[1], visible.placeOfRow[3]]).toEqual([1, 0, -1])
    expect(nextMatch(visible, 0, 1)).toBe(2)
  })

  it('are revealed by opening every ancestor', () => {
    expect([...reveal(tree, new Set([0, 1, 3]), 2)]).toEqual([3])
    const open = new Set<number>()
    expect(reveal(tree, open, 2)).toBe(open)
  })

  it('lead to the next problem around the end', () => {
    expect(nextWithOutcome(tree, spans, 2, 'error')).toBe(2)
    expect(nextWithOutcome(tree, spans, 3, 'error')).toBe(2)
    expect(nextWithOutcome(tree, spans, 0, 'interrupted')).toBe(-1)
    expect([hasChildren(tree, 1), hasChildren(tree, 2)]).toEqual([true, false])
  })
})
