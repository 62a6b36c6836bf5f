import { describe, expect, it } from 'vitest'
import type { ReceivedRequest } from '../../model/span-sink.ts'
import { requestTroubles } from './request-troubles.ts'

const request = (rest: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
  at: 1000,
  projectId: 'p',
  door: 'http',
  path: '/v1/traces',
  status: 200,
  isAccepted: true,
  reason: undefined,
  contentType: 'application/json',
  contentEncoding: '',
  bytes: 10,
  userAgent: 'sdk/1',
  acceptedCount: 1,
  rejectedCount: 0,
  ...rest,
})

describe('trouble at the doors', () => {
  it('is not where requests brought what they should', () => {
    expect(requestTroubles([request(), request({ path: '/v1/logs' }), request({ acceptedCount: 0, bytes: 0 })])).toEqual([])
  })

  it('is counted by what requests have in common, the newest first', () => {
    const refused = { status: 401, isAccepted: false, acceptedCount: 0, reason: 'no key' }
    const troubles = requestTroubles([
      request({ ...refused, at: 3000 }),
      request({ rejectedCount: 2, at: 2500 }),
      request({ ...refused, at: 2000 }),
      request({ ...refused, at: 1000, userAgent: 'other' }),
    ])
    expect(troubles.map(({ kind, severity, userAgent, count, lastAt }) => [kind, severity, userAgent, count, lastAt])).toEqual([
      ['refused', 'problem', 'sdk/1', 2, '1970-01-01T00:00:03.000Z'],
      ['partly_refused', 'warning', 'sdk/1', 1, '1970-01-01T00:00:02.500Z'],
      ['refused', 'problem', 'other', 1, '1970-01-01T00:00:01.000Z'],
    ])
    expect(troubles[0]!.fix.text).toContain('key of this project')
  })

  it.each([
    [{ path: '/v1/logs', acceptedCount: 0 }, 'wrong_signal', '/v1/traces'],
    [{ path: '/v1/traces', status: 400, isAccepted: false, acceptedCount: 0, isWrongSignal: true }, 'wrong_signal', '/v1/logs'],
    [{ path: '/v1/metrics' }, 'metrics', 'OTEL_METRICS_EXPORTER=none'],
    [{ door: 'grpc', path: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export', status: 0 }, 'metrics', 'not kept'],
  ] as const)('is told of a signal at the wrong address: %j', (rest, kind, words) => {
    const [trouble] = requestTroubles([request(rest)])
    expect(trouble).toMatchObject({ kind, count: 1 })
    expect(trouble!.fix.text).toContain(words)
  })

  it('is bounded, whatever strangers send', () => {
    const many = Array.from({ length: 500 }, (_, n) => request({ isAccepted: false, status: 400, userAgent: `agent ${n}` }))
    expect(requestTroubles(many)).toHaveLength(50)
  })
})
