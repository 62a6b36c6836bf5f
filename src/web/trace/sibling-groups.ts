import type { SpanKind } from '../../model/outcome.ts'
import type { Children, Links } from './links.ts'
import type { Spans } from './spans.ts'

/** Fewer than this, one after the other, are shown as they are. */
export const LEAST_ALIKE = 6

/** Siblings of one name and kind in a row, which share a row that opens on them. */
export type SiblingGroup = {
  readonly name: string
  readonly kind: SpanKind
  readonly count: number
  readonly p50Ms: number
  /** Id of the first of them. */
  readonly firstId: string
}

/** The same links with a node of its own between a long run of alike siblings and their parent; the very same when there is none. */
export function groupSiblings(spans: Spans, links: Links, children: Children): Links {
  const parent = Array.from(links.parent)
  const groups: SiblingGroup[] = []
  const close = (run: readonly number[], above: number) => {
    if (run.length < LEAST_ALIKE) return
    for (const node of run) parent[node] = parent.length
    parent.push(above)
    groups.push(describe(spans, run))
  }
  children.total.forEach((total, chain) => {
    if (total < LEAST_ALIKE) return
    const above = chain < links.parent.length ? chain : -1
    let run: number[] = []
    for (let node = children.first[chain] ?? -1; node >= 0; node = children.next[node] ?? -1) {
      const first = run[0]
      if (first !== undefined && !isAlike(spans, first, node)) {
        close(run, above)
        run = []
      }
      run.push(node)
    }
    close(run, above)
  })
  if (groups.length === 0) return links
  const isCut = new Uint8Array(parent.length)
  isCut.set(links.isCut)
  return { parent: Int32Array.from(parent), isCut, missing: links.missing, groups }
}

/** A parent that was not received is like no other. */
function isAlike(spans: Spans, left: number, right: number): boolean {
  return left < spans.count && right < spans.count && spans.name[left] === spans.name[right] && spans.kind[left] === spans.kind[right]
}

function describe(spans: Spans, run: readonly number[]): SiblingGroup {
  const first = run[0] ?? -1
  const durations = Float64Array.from(run, (node) => (spans.endMs[node] ?? 0) - (spans.startMs[node] ?? 0)).sort()
  return {
    name: spans.name[first] ?? '',
    kind: spans.kind[first] ?? 'other',
    count: run.length,
    p50Ms: durations[Math.ceil(durations.length / 2) - 1] ?? 0,
    firstId: spans.id[first] ?? '',
  }
}
