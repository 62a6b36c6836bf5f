import type { SpanKind } from '../../model/outcome.ts'
import type { Spans } from './spans.ts'
import type { Tree } from './tree.ts'

/** How much went on over the time of a trace, in equal parts: steps that hold no other steps, at work at once on average. */
export type WorkProfile = {
  readonly load: Float64Array
  readonly peak: number
  /** What kind of step was at work; of several, the last to begin. Absent where nothing was. */
  readonly kind: readonly (SpanKind | undefined)[]
  readonly hasError: Uint8Array
}

/** Reads each row once. */
export function profileWork(tree: Tree, spans: Spans, lengthMs: number, parts: number): WorkProfile {
  const load = new Float64Array(parts)
  const kind: (SpanKind | undefined)[] = Array.from({ length: parts })
  const hasError = new Uint8Array(parts)
  const partOf = (ms: number) => (lengthMs > 0 ? Math.min(Math.max((ms / lengthMs) * parts, 0), parts) : 0)
  const rises = new Float64Array(parts + 1)
  for (let row = 0; row < tree.count; row++) {
    const [from, to] = [partOf(tree.startMs[row] ?? 0), partOf(tree.endMs[row] ?? 0)]
    if (spans.outcome[tree.span[row] ?? -1] === 'error') hasError[Math.min(Math.floor(from), parts - 1)] = 1
    if ((tree.end[row] ?? 0) > row + 1) continue
    const [first, last] = [Math.floor(from), Math.min(Math.floor(to), parts - 1)]
    kind.fill(spans.kind[tree.span[row] ?? -1], Math.min(first, last), last + 1)
    if (first >= last) load[Math.min(first, parts - 1)]! += to - from
    else {
      load[first]! += first + 1 - from
      load[last]! += to - last
      rises[first + 1]! += 1
      rises[last]! -= 1
    }
  }
  let whole = 0
  let peak = 0
  for (let part = 0; part < parts; part++) {
    whole += rises[part] ?? 0
    load[part]! += whole
    peak = Math.max(peak, load[part] ?? 0)
  }
  return { load, peak, kind, hasError }
}
