import { chainChildren, linkParents, type Children, type Links } from './links.ts'
import { groupSiblings, type SiblingGroup } from './sibling-groups.ts'
import type { Spans } from './spans.ts'

/**
 * The spans as a forest, laid out in the order the rows are shown: a parent, then its children by start time and id.
 * A row is a span or a synthetic one: for spans whose parent has not arrived, that parent; for a long run of alike siblings, all of them.
 * Built in linear time without recursion, so any depth is safe; every span has exactly one row.
 */
export type Tree = {
  readonly count: number
  /** Index into the spans; -1 for a synthetic row. */
  readonly span: Int32Array
  /** Row of the parent; -1 at the top. */
  readonly parent: Int32Array
  /** 1 at the top. */
  readonly level: Int32Array
  /** The row after the last descendant. */
  readonly end: Int32Array
  /** Place among its siblings, from 1, and their number. */
  readonly place: Int32Array
  readonly siblings: Int32Array
  readonly startMs: Float64Array
  readonly endMs: Float64Array
  /** Descendants, itself left out, with outcome error and interrupted. */
  readonly errorsBelow: Int32Array
  readonly interruptsBelow: Int32Array
  /** It starts before its parent: two clocks disagree. */
  readonly isSkewed: Uint8Array
  /** It names itself or a descendant as its parent; the link was cut here. */
  readonly isCut: Uint8Array
  /** Id of the parent that was not received, by row. */
  readonly missingId: ReadonlyMap<number, string>
  /** Alike siblings, by row. */
  readonly groups: ReadonlyMap<number, SiblingGroup>
  readonly rowOfSpan: Int32Array
}

/** Clocks of one host are compared in nanoseconds by senders, yet some round to milliseconds. */
const SKEW_TOLERANCE_MS = 1

export function buildTree(spans: Spans): Tree {
  const links = linkParents(spans)
  const children = chainChildren(spans, links)
  const grouped = groupSiblings(spans, links, children)
  return layOut(spans, grouped, grouped === links ? children : chainChildren(spans, grouped))
}

function layOut(spans: Spans, links: Links, children: Children): Tree {
  const nodes = links.parent.length
  const ints = () => new Int32Array(nodes)
  const tree = {
    count: nodes,
    span: ints(),
    parent: ints(),
    level: ints(),
    end: ints(),
    place: ints(),
    siblings: ints(),
    startMs: new Float64Array(nodes),
    endMs: new Float64Array(nodes),
    errorsBelow: ints(),
    interruptsBelow: ints(),
    isSkewed: new Uint8Array(nodes),
    isCut: new Uint8Array(nodes),
    missingId: new Map<number, string>(),
    groups: new Map<number, SiblingGroup>(),
    rowOfSpan: new Int32Array(spans.count),
  }
  let row = 0
  let node = children.first[nodes] ?? -1
  let above = -1
  let place = 1
  const nodeOfRow = ints()
  while (node >= 0) {
    nodeOfRow[row] = node
    fillRow(tree, row, { node, above, place }, spans, links, children)
    const child = children.first[node] ?? -1
    if (child >= 0) {
      above = row
      node = child
      place = 1
    } else {
      let at = row
      while (at >= 0 && (children.next[nodeOfRow[at] ?? 0] ?? -1) < 0) {
        tree.end[at] = row + 1
        at = tree.parent[at] ?? -1
      }
      if (at < 0) break
      tree.end[at] = row + 1
      node = children.next[nodeOfRow[at] ?? 0] ?? -1
      above = tree.parent[at] ?? -1
      place = (tree.place[at] ?? 0) + 1
    }
    row++
  }
  bubble(tree, spans)
  return tree
}

type Drawn = { -readonly [Key in keyof Tree]: Tree[Key] } & {
  readonly missingId: Map<number, string>
  readonly groups: Map<number, SiblingGroup>
}
type Spot = { readonly node: number; readonly above: number; readonly place: number }

function fillRow(tree: Drawn, row: number, { node, above, place }: Spot, spans: Spans, links: Links, children: Children): void {
  const isSpan = node < spans.count
  const missing = links.missing[node - spans.count]
  const group = links.groups[node - spans.count - links.missing.length]
  tree.span[row] = isSpan ? node : -1
  tree.parent[row] = above
  tree.level[row] = above < 0 ? 1 : (tree.level[above] ?? 0) + 1
  tree.place[row] = place
  tree.siblings[row] = children.total[links.parent[node] === -1 ? links.parent.length : (links.parent[node] ?? 0)] ?? 1
  tree.startMs[row] = children.startMs[node] ?? 0
  tree.endMs[row] = children.endMs[node] ?? 0
  tree.isCut[row] = links.isCut[node] ?? 0
  const caller = tree.groups.has(above) ? (tree.parent[above] ?? -1) : above
  tree.isSkewed[row] =
    isSpan && (tree.span[caller] ?? -1) >= 0 && (tree.startMs[row] ?? 0) < (tree.startMs[caller] ?? 0) - SKEW_TOLERANCE_MS ? 1 : 0
  if (isSpan) tree.rowOfSpan[node] = row
  else if (missing !== undefined) tree.missingId.set(row, missing)
  else if (group) tree.groups.set(row, group)
}

/** Adds up outcomes from the last row to the first: a child always comes after its parent. */
function bubble(tree: Drawn, spans: Spans): void {
  for (let row = tree.count - 1; row >= 0; row--) {
    const above = tree.parent[row] ?? -1
    if (above < 0) continue
    const outcome = spans.outcome[tree.span[row] ?? -1]
    tree.errorsBelow[above] = (tree.errorsBelow[above] ?? 0) + (tree.errorsBelow[row] ?? 0) + (outcome === 'error' ? 1 : 0)
    tree.interruptsBelow[above] =
      (tree.interruptsBelow[above] ?? 0) + (tree.interruptsBelow[row] ?? 0) + (outcome === 'interrupted' ? 1 : 0)
  }
}
