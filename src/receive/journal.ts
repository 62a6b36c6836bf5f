import type { ReceivedRequest } from '../model/span-sink.ts'

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
