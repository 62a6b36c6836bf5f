import type { SpanFact } from '../model/span-fact.ts'

/**
 * The spans of one trace as a forest. `facts` are sorted by start, then span id; all arrays run parallel to it.
 * A span whose parent is absent is a top. A cycle is cut at its first span in that order.
 */
export type SpanTree = {
  readonly facts: readonly SpanFact[]
  /** Index of the parent, -1 for a top. */
  readonly parent: Int32Array
  /** 0 for a top. */
  readonly depth: Int32Array
  /** Indices such that every span comes after its parent. */
  readonly parentsFirst: Int32Array
  /** Some span names a parent that is not here. */
  readonly hasMissingParent: boolean
}

export function buildSpanTree(unsorted: readonly SpanFact[]): SpanTree {
  const facts = [...unsorted].sort(byStart)
  const indexById = new Map(facts.map((fact, index) => [fact.spanId, index]))
  const parent = new Int32Array(facts.length)
  let hasMissingParent = false
  facts.forEach((fact, index) => {
    const found = fact.parentSpanId === '' ? -1 : (indexById.get(fact.parentSpanId) ?? -1)
    if (fact.parentSpanId !== '' && found === -1) hasMissingParent = true
    parent[index] = found === index ? -1 : found
  })
  cutCycles(parent)
  return { facts, parent, ...levels(parent), hasMissingParent }
}

function byStart(a: SpanFact, b: SpanFact): number {
  if (a.startUnixNano !== b.startUnixNano) return a.startUnixNano < b.startUnixNano ? -1 : 1
  return a.spanId < b.spanId ? -1 : a.spanId > b.spanId ? 1 : 0
}

/** Walks up from every span once; meeting the own walk again means a cycle, cut at its smallest index. */
function cutCycles(parent: Int32Array): void {
  const walkOf = new Int32Array(parent.length)
  for (let start = 0; start < parent.length; start++) {
    let at = start
    while (at !== -1 && walkOf[at] === 0) {
      walkOf[at] = start + 1
      at = parent[at]!
    }
    if (at === -1 || walkOf[at] !== start + 1) continue
    let first = at
    for (let next = parent[at]!; next !== at; next = parent[next]!) first = Math.min(first, next)
    parent[first] = -1
  }
}

function levels(parent: Int32Array): { depth: Int32Array; parentsFirst: Int32Array } {
  const children = childrenOf(parent)
  const depth = new Int32Array(parent.length)
  const parentsFirst = new Int32Array(parent.length)
  let length = 0
  parent.forEach((up, index) => {
    if (up === -1) parentsFirst[length++] = index
  })
  for (let read = 0; read < length; read++) {
    const index = parentsFirst[read]!
    for (let child = children.first[index]!; child !== -1; child = children.next[child]!) {
      depth[child] = depth[index]! + 1
      parentsFirst[length++] = child
    }
  }
  return { depth, parentsFirst }
}

/** Children as linked lists in start order. */
function childrenOf(parent: Int32Array): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(parent.length).fill(-1)
  const next = new Int32Array(parent.length).fill(-1)
  for (let index = parent.length - 1; index >= 0; index--) {
    const up = parent[index]!
    if (up === -1) continue
    next[index] = first[up]!
    first[up] = index
  }
  return { first, next }
}
