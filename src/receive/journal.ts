import type { ReceivedRequest } from '../model/span-sink.ts'
import type { Accepted } from './accept.ts'
import type { ReceiveCounters } from './counters.ts'
import type { Refusal } from './otlp-reply.ts'

export type Journal = {
  record(request: ReceivedRequest): void
  /** Newest first: the project's requests, and those that named no valid project. */
  recent(projectId: string): readonly ReceivedRequest[]
}

/** Remembers the last `size` requests, in memory only. */
export function createJournal(size: number): Journal {
  const ring: ReceivedRequest[] = []
  let next = 0
  return {
    record(request) {
      ring[next] = request
      next = (next + 1) % size
    },
    recent(projectId) {
      const oldestFirst = [...ring.slice(next), ...ring.slice(0, next)]
      return oldestFirst.filter((request) => request.projectId === undefined || request.projectId === projectId).reverse()
    },
  }
}

/** What a door knows of a request before it knows what becomes of it. */
export type Visit = Pick<ReceivedRequest, 'door' | 'path' | 'projectId' | 'contentType' | 'contentEncoding' | 'bytes' | 'userAgent'>

type Books = { readonly journal: { record(request: ReceivedRequest): void }; readonly counters: ReceiveCounters }

export function recordAccepted({ journal, counters }: Books, visit: Visit, status: number, accepted: Accepted): void {
  const { acceptedCount, rejectedCount, message } = accepted
  counters.requests++
  journal.record({
    ...visit,
    at: Date.now(),
    status,
    isAccepted: true,
    reason: message === '' ? undefined : message,
    acceptedCount,
    rejectedCount,
  })
}

export function recordRefused(
  { journal, counters }: Books,
  visit: Visit,
  status: number,
  refusal: Pick<Refusal, 'reason' | 'message'>,
): void {
  counters.requests++
  counters.refusedRequests.set(refusal.reason, (counters.refusedRequests.get(refusal.reason) ?? 0) + 1)
  journal.record({
    ...visit,
    at: Date.now(),
    status,
    isAccepted: false,
    reason: refusal.message,
    ...(refusal.reason === 'wrong_signal' ? { isWrongSignal: true } : {}),
    acceptedCount: 0,
    rejectedCount: 0,
  })
}
