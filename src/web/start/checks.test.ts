import { describe, expect, it } from 'vitest'
import type { Ingest } from '../../api/contract/project.ts'
import { requestFix } from '../../model/request-fix.ts'
import { checksOf, refusedOf } from './checks.ts'

const nothing = { spans: false, sessions: false, messages: false, usage: false }
const request = (change: Partial<Ingest['requests'][number]> = {}): Ingest['requests'][number] => ({
  at: '2026-11-22T10:00:00.000Z',
  door: 'http',
  path: '/v1/traces',
  status: 200,
  isAccepted: true,
  contentType: 'application/json',
  contentEncoding: '',
  bytes: 10,
  userAgent: 'test',
  acceptedCount: 1,
  rejectedCount: 0,
  ...change,
})
const done = (ingest: Ingest) =>
  checksOf(ingest)
    .filter((check) => check.isDone)
    .map((check) => check.label)

describe('the checklist', () => {
  it('begins empty', () => {
    expect(done({ requests: [], found: nothing })).toEqual([])
  })

  it('shows a request whose key was wrong as seen, not as accepted', () => {
    expect(done({ requests: [request({ status: 401, isAccepted: false })], found: nothing })).toEqual(['Request seen'])
  })

  it('goes on from what is stored after a restart, when no request is remembered', () => {
    expect(done({ requests: [], found: { spans: true, sessions: true, messages: true, usage: true } })).toHaveLength(6)
  })

  it('names what is missing: a session, messages, usage', () => {
    expect(done({ requests: [request()], found: { ...nothing, spans: true } })).toEqual(['Request seen', 'Key accepted', 'Spans decoded'])
  })
})

describe('the refused requests', () => {
  it('include those of which some spans were refused', () => {
    const refused = refusedOf(
      { requests: [request(), request({ rejectedCount: 2 }), request({ status: 413, isAccepted: false })], found: nothing },
      5,
    )
    expect(refused.map(({ status }) => status)).toEqual([200, 413])
  })

  it('each come with a fix, over gRPC too', () => {
    expect(requestFix(request({ status: 401, isAccepted: false }))).toContain('key of this project')
    expect(requestFix(request({ door: 'grpc', status: 16, isAccepted: false }))).toContain('key of this project')
    expect(requestFix(request({ status: 503, isAccepted: false }))).toContain('tries again')
    expect(requestFix(request({ status: 418, isAccepted: false }))).toContain('Compare')
    expect(requestFix(request({ rejectedCount: 1 }))).toContain('Some spans')
  })
})
