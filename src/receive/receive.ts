/**
 * The letterbox. In come OTLP requests over HTTP and gRPC, as protobuf or JSON; out go RawSpan[] and RawLogRecord[] to a SpanSink.
 * Promises: each request reaches the sink at most once, and success is answered only after the sink has kept it; something bad costs
 * only itself and is counted exactly; no body, however built, costs more memory than the limit or brings the process down; every
 * request that reaches a handler is in the journal and in the counters.
 * Never reads what attributes mean, never touches the store, never logs a body or a credential.
 */
export { createReceiveCounters } from './counters.ts'
export type { ReceiveCounters } from './counters.ts'
export type { ReceiveDeps } from './deps.ts'
export { openGrpc } from './grpc.ts'
export type { GrpcDeps } from './grpc.ts'
export { registerOtlpHttp } from './http.ts'
export { createJournal } from './journal.ts'
export type { Journal } from './journal.ts'
