import type { Log } from '../base/log.ts'
import type { ReceivedRequest, SpanSink } from '../model/span-sink.ts'
import type { ReceiveCounters } from './counters.ts'

/** What both doors need from the rest of the house. */
export type ReceiveDeps = {
  readonly sink: SpanSink
  /** The id of the project a credential (or none) may write to; throws AppError `unauthenticated`. */
  resolveProject(credential: string | undefined): Promise<string>
  readonly journal: { record(request: ReceivedRequest): void }
  readonly log: Log
  /** Largest body, before and after decompression. */
  readonly maxBodyBytes: number
  readonly counters?: ReceiveCounters
}
