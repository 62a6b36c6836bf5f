import type { SiblingGroup } from './sibling-groups.ts'
import type { Spans } from './spans.ts'

/** Who is whose parent. */
export type Links = {
  /** By node: its parent node or -1. Past the spans come parents that were not received, then groups of siblings. */
  readonly parent: Int32Array
  readonly isCut: Uint8Array
  readonly missing: readonly string[]
  readonly groups: readonly SiblingGroup[]
}

export function linkParents(spans: Spans): Links {
  const nodeOfId = new Map<string, number>()
  for (let at = spans.count - 1; at >= 0; at--) nodeOfId.set(spans.id[at] ?? '', at)
  const missing: string[] = []
  const parents: number[] = []
  for (let at = 0; at < spans.count; at++) {
    const parentId = spans.parentId[at] ?? ''
    if (parentId === '') {
      parents.push(-1)
      continue
    }
    let node = nodeOfId.get(parentId)
    if (node === undefined) {
      node = spans.count + missing.length
      missing.push(parentId)
      nodeOfId.set(parentId, node)
    }
    parents.push(node)
  }
  for (const _ of missing) parents.push(-1)
  const parent = Int32Array.from(parents)
  return { parent, isCut: cutCycles(spans, parent), missing, groups: [] }
}

/** Breaks every cycle at its earliest span, which becomes a root. Each node is walked once. */
function cutCycles(spans: Spans, parent: Int32Array): Uint8Array {
  const isCut = new Uint8Array(parent.length)
  const walk = new Int32Array(parent.length)
  for (let start = 0; start < spans.count; start++) {
    let node = start
    while (node >= 0 && walk[node] === 0) {
      walk[node] = start + 1
      node = parent[node] ?? -1
    }
    if (node < 0 || walk[node] !== start + 1) continue
    let earliest = node
    for (let on = parent[node] ?? -1; on !== node; on = parent[on] ?? -1) if (isBefore(spans, on, earliest)) earliest = on
    parent[earliest] = -1
    isCut[earliest] = 1
  }
  return isCut
}

function isBefore(spans: Spans, left: number, right: number): boolean {
  const difference = (spans.startMs[left] ?? 0) - (spans.startMs[right] ?? 0)
  return difference < 0 || (difference === 0 && (spans.id[left] ?? '') < (spans.id[right] ?? ''))
}

export type Children = {
  readonly first: Int32Array
  readonly next: Int32Array
  readonly total: Int32Array
  readonly startMs: Float64Array
  readonly endMs: Float64Array
}

/** Sibling chains in start order; the last chain, at index `parent.length`, holds the roots. */
export function chainChildren(spans: Spans, { parent }: Links): Children {
  const nodes = parent.length
  const { startMs, endMs } = timesOf(spans, parent)
  const order = inStartOrder(spans, nodes, startMs)
  const first = new Int32Array(nodes + 1).fill(-1)
  const last = new Int32Array(nodes + 1).fill(-1)
  const next = new Int32Array(nodes).fill(-1)
  const total = new Int32Array(nodes + 1)
  for (const node of order) {
    const above = parent[node] ?? -1
    const chain = above < 0 ? nodes : above
    const before = last[chain] ?? -1
    if (before < 0) first[chain] = node
    else next[before] = node
    last[chain] = node
    total[chain] = (total[chain] ?? 0) + 1
  }
  return { first, next, total, startMs, endMs }
}

/** A parent that was not received, and a group, span at least their children. A group comes after the parent it lies in. */
function timesOf(spans: Spans, parent: Int32Array): { startMs: Float64Array; endMs: Float64Array } {
  const startMs = new Float64Array(parent.length).fill(Infinity)
  const endMs = new Float64Array(parent.length)
  startMs.set(spans.startMs)
  endMs.set(spans.endMs)
  for (let at = 0; at < parent.length; at++) {
    const above = parent[at] ?? -1
    if (above < spans.count) continue
    startMs[above] = Math.min(startMs[above] ?? Infinity, startMs[at] ?? 0)
    endMs[above] = Math.max(endMs[above] ?? 0, endMs[at] ?? 0)
  }
  return { startMs, endMs }
}

/** The server answers in start order, so this sorts only what is out of order. */
function inStartOrder(spans: Spans, nodes: number, startMs: Float64Array): Int32Array {
  const order = Int32Array.from({ length: nodes }, (_, at) => at)
  const compare = (left: number, right: number): number => {
    const difference = (startMs[left] ?? 0) - (startMs[right] ?? 0)
    if (difference !== 0) return difference
    const leftId = spans.id[left] ?? ''
    const rightId = spans.id[right] ?? ''
    return leftId < rightId ? -1 : leftId > rightId ? 1 : left - right
  }
  let isSorted = true
  for (let at = 1; at < nodes && isSorted; at++) isSorted = compare(at - 1, at) <= 0
  return isSorted ? order : order.sort(compare)
}
