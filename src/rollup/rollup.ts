// Rollup: many → one, and nothing else.
// In: the de-duplicated facts of one trace, or the traces of one session, in any order.
// Out: the trace, the session. Both are pure folds: any arrival order, batching or repetition of the same spans gives the
// same row, so a row can be recomputed at any time and is never incremented.
// Never: reads a clock, a store or raw attributes; recurses (a trace may be a chain of 100,000 spans).
export { foldTrace, foldWithParts } from './fold-trace.ts'
export { foldSession } from './fold-session.ts'
export { INFERENCE_REACH_NANO, inferSession, type Inferred } from './infer-session.ts'
export { spanIdsOfPart } from './split-trace.ts'
export { segmentsOf } from './session-time.ts'
export { pairPauses, type Pauses } from './pair-pauses.ts'
export { countedSpanIds, isApproximate, isCall, isEstimate } from './count-usage.ts'
export { joinNotes } from './join-notes.ts'
export { unpricedCalls } from './unpriced-calls.ts'
export { explainCount, type CountReason } from './explain-count.ts'
export { tallyTrace, type TraceTally } from './tally-trace.ts'
export { traceErrors } from './trace-errors.ts'
export { toldOnce } from './told-once.ts'
export { toolNameOf } from './tool-runs.ts'
export { uncountedSpans } from './uncounted.ts'
export { buildSpanTree, type SpanTree } from './span-tree.ts'
export { settle, settledOutcomes, type SettledOutcome } from './settle-outcomes.ts'
export { pausesIn, type TracePause } from './trace-waits.ts'
export { sumTotals } from './sum-totals.ts'
