import type { Trace } from '../model/trace.ts'
import { fact } from './example-facts.ts'
import { foldTrace } from './rollup.ts'

const BASE = foldTrace([fact('s', '')])

/** A trace of the session S for tests: everything not named is what one plain span gives. Times in nanoseconds. */
export function trace(traceId: string, start: number, end: number, rest: Partial<Trace> = {}): Trace {
  return { ...BASE, traceId, sessionId: 'S', startUnixNano: BigInt(start), endUnixNano: BigInt(end), ...rest }
}

/** One that ends in a pause at each of these checkpoints. */
export function paused(traceId: string, start: number, end: number, checkpoints: readonly string[] = []): Trace {
  return trace(traceId, start, end, {
    outcome: 'interrupted',
    interruptedAtUnixNano: BigInt(end),
    openPauses: checkpoints.map((checkpointNs) => ({ checkpointNs, ids: [] })),
  })
}
