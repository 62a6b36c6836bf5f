import type { OutlineTurn } from '../../../api/contract/turn.ts'

/** A turn for tests, from second to second since the epoch. */
export function sampleTurn(startS: number, endS: number, more: Partial<OutlineTurn> = {}): OutlineTurn {
  return {
    traceId: `trace-${startS}`,
    index: 0,
    name: 'turn',
    startedAt: new Date(startS * 1000).toISOString(),
    durationMs: (endS - startS) * 1000,
    status: 'ok',
    spanCount: 1,
    errorCount: 0,
    rejectedSpanCount: 0,
    models: [],
    tools: [],
    waits: [],
    ...more,
  }
}
