import { expect, it } from 'vitest'
import type { ReceivedRequest } from '../model/span-sink.ts'
import { createJournal } from './journal.ts'

function requestAt(at: number, projectId: string | undefined): ReceivedRequest {
  const facts = {
    door: 'http',
    path: '/v1/traces',
    status: 200,
    isAccepted: true,
    reason: undefined,
    contentType: '',
    contentEncoding: '',
  } as const
  return { ...facts, at, projectId, bytes: 0, userAgent: '', acceptedCount: 0, rejectedCount: 0 }
}

it('shows a project its own requests and those without a project, newest first', () => {
  const journal = createJournal(10)
  for (const [at, projectId] of [
    [1, 'a'],
    [2, 'b'],
    [3, undefined],
    [4, 'a'],
  ] as const)
    journal.record(requestAt(at, projectId))
  expect(journal.recent('a').map((request) => request.at)).toEqual([4, 3, 1])
})

it('forgets the oldest when it is full', () => {
  const journal = createJournal(3)
  for (let at = 1; at <= 5; at++) journal.record(requestAt(at, 'a'))
  expect(journal.recent('a').map((request) => request.at)).toEqual([5, 4, 3])
})
