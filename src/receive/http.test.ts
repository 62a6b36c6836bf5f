import { request as httpRequest } from 'node:http'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { AppError } from '../base/errors.ts'
import { encode, decode } from './test-oracle.ts'
import { createLetterbox, openHttp, spanOf, SPAN_ID, traceRequest, TRACE_ID } from './test-letterbox.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const PROTO_TYPE = { 'content-type': 'application/x-protobuf' }
const oneSpan = Buffer.from(JSON.stringify(traceRequest(spanOf())))
const oneSpanProto = encode(
  'TraceRequest',
  traceRequest({ ...spanOf(), traceId: Buffer.from(TRACE_ID, 'hex'), spanId: Buffer.from(SPAN_ID, 'hex') }),
)

describe('OTLP over HTTP', () => {
  it('answers full success with an empty message in the request encoding (D5)', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const json = await app.inject({
      method: 'POST',
      url: '/v1/traces',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      payload: oneSpan,
    })
    expect([json.statusCode, json.headers['content-type'], json.body]).toEqual([200, 'application/json', '{}'])
    const proto = await app.inject({ method: 'POST', url: '/v1/traces', headers: PROTO_TYPE, payload: oneSpanProto })
    expect([proto.statusCode, proto.headers['content-type'], proto.rawPayload.length]).toEqual([200, 'application/x-protobuf', 0])
    expect(letterbox.kept[0]?.spans).toEqual(letterbox.kept[1]?.spans)
    expect(letterbox.kept[0]).toMatchObject({ projectId: 'default', bytes: oneSpan.length })
  })

  it('takes every path the SDKs of Traceloop, Langfuse and LangSmith build', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    for (const prefix of ['', '/api/otel', '/api/public/otel', '/otel']) {
      for (const signal of ['traces', 'logs', 'metrics']) {
        const reply = await app.inject({ method: 'POST', url: `${prefix}/v1/${signal}`, headers: JSON_TYPE, payload: '{}' })
        expect(reply.statusCode, prefix + signal).toBe(200)
      }
    }
    expect(letterbox.kept).toEqual([])
  })

  it('takes an empty request as success (D6)', async () => {
    const app = openHttp(createLetterbox())
    for (const headers of [JSON_TYPE, PROTO_TYPE]) {
      expect((await app.inject({ method: 'POST', url: '/v1/traces', headers, payload: '' })).statusCode).toBe(200)
    }
  })

  it('reads gzip, zlib deflate and bare deflate', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const bodies: [string, Buffer][] = [
      ['gzip', gzipSync(oneSpanProto)],
      ['GZIP', gzipSync(oneSpanProto)],
      ['deflate', deflateSync(oneSpanProto)],
      ['deflate', deflateRawSync(oneSpanProto)],
      ['identity', oneSpanProto],
    ]
    for (const [encoding, payload] of bodies) {
      const reply = await app.inject({
        method: 'POST',
        url: '/v1/traces',
        headers: { ...PROTO_TYPE, 'content-encoding': encoding },
        payload,
      })
      expect(reply.statusCode, encoding).toBe(200)
    }
    expect(letterbox.kept.map((kept) => kept.spans.length)).toEqual([1, 1, 1, 1, 1])
    expect(letterbox.kept.map((kept) => kept.bytes)).toEqual(bodies.map(() => oneSpanProto.length))
  })

  it('keeps the good spans of a batch and counts the bad ones exactly (D7, R32)', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const bad = [
      { traceId: '' },
      { traceId: '0'.repeat(32) },
      { spanId: 'abc' },
      { traceId: 'a1b2c3d4-0000-4000-8000-000000000001' },
      { attributes: { a: 1 } },
    ]
    const payload = JSON.stringify(traceRequest(spanOf(), ...bad.map(spanOf), spanOf({ spanId: 'b7ad6b7169203332' })))
    const reply = await app.inject({ method: 'POST', url: '/v1/traces', headers: JSON_TYPE, payload })
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({
      partialSuccess: { rejectedSpans: '5', errorMessage: expect.stringContaining('3 × the trace id must be 16 bytes') },
    })
    expect(letterbox.kept[0]?.spans).toHaveLength(2)
    expect(letterbox.counters).toMatchObject({ accepted: { traces: 2 }, rejected: { traces: 5 }, refused: { traces: 0 } })
  })

  it('writes partial success in protobuf too', async () => {
    const app = openHttp(createLetterbox())
    const payload = encode('TraceRequest', traceRequest({ ...spanOf(), traceId: Buffer.alloc(15, 1), spanId: Buffer.alloc(8, 1) }))
    const reply = await app.inject({ method: 'POST', url: '/v1/traces', headers: PROTO_TYPE, payload })
    expect(reply.statusCode).toBe(200)
    const { partialSuccess } = decode('Response', reply.rawPayload) as { partialSuccess: { rejected: bigint; errorMessage: string } }
    expect(Number(partialSuccess.rejected)).toBe(1)
    expect(partialSuccess.errorMessage).toContain('trace id')
  })

  it('answers every refusal with google.rpc.Status in the request encoding (D8)', async () => {
    const app = openHttp(createLetterbox(2000))
    const cases: [string, object, Buffer | string, number, number][] = [
      ['/v1/traces', {}, '{', 400, 3],
      ['/v1/traces', {}, '[]', 400, 3],
      ['/v1/traces', {}, 'null', 400, 3],
      ['/v1/traces', {}, '{"resourceSpans":{}}', 400, 3],
      ['/v1/traces', {}, oneSpanProto, 400, 3],
      ['/v1/traces', { authorization: 'Bearer nope' }, '{}', 401, 16],
      ['/v1/traces', { 'content-encoding': 'br' }, '{}', 415, 12],
      ['/v1/traces', { 'content-encoding': 'gzip, gzip' }, '{}', 415, 12],
      ['/v1/traces', { 'content-encoding': 'gzip' }, '{}', 400, 3],
      ['/v1/traces', { 'content-encoding': 'gzip' }, gzipSync('{}').subarray(0, 15), 400, 3],
      ['/v1/traces', {}, '"'.padEnd(2001, 'x'), 413, 8],
      ['/v1/traces', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2001)), 413, 8],
    ]
    for (const [url, headers, payload, status, code] of cases) {
      const json = await app.inject({ method: 'POST', url, headers: { ...JSON_TYPE, ...headers }, payload })
      expect([json.statusCode, json.json().code], json.body).toEqual([status, code])
      expect(json.headers['content-type']).toBe('application/json')
      if (payload === '{}' || status === 413) {
        const proto = await app.inject({ method: 'POST', url, headers: { ...PROTO_TYPE, ...headers }, payload })
        expect([proto.statusCode, proto.headers['content-type']]).toEqual([status, 'application/x-protobuf'])
        expect(decode('RpcStatus', proto.rawPayload)).toMatchObject({ code, message: json.json().message })
      }
    }
  })

  it('refuses broken protobuf with 400 and BadRequest details', async () => {
    const app = openHttp(createLetterbox())
    for (const payload of [oneSpanProto.subarray(0, -3), oneSpan, Buffer.from([0x0a]), gzipSync(oneSpanProto)]) {
      const reply = await app.inject({ method: 'POST', url: '/v1/traces', headers: PROTO_TYPE, payload })
      expect(reply.statusCode).toBe(400)
      const status = decode('RpcStatus', reply.rawPayload) as { details: { typeUrl: string; value: Uint8Array }[] }
      expect(status.details[0]?.typeUrl).toBe('type.googleapis.com/google.rpc.BadRequest')
      expect(decode('BadRequest', status.details[0]?.value ?? new Uint8Array())).toMatchObject({ fieldViolations: [{ field: 'body' }] })
    }
  })

  it('answers 405 to other methods and 415 to other types (D3)', async () => {
    const app = openHttp(createLetterbox())
    const get = await app.inject({ method: 'GET', url: '/v1/traces' })
    expect([get.statusCode, get.headers.allow, get.json().code]).toEqual([405, 'POST', 12])
    for (const type of ['text/plain', 'application/x-protobuf-but-not', 'nonsense', undefined]) {
      const reply = await app.inject({
        method: 'POST',
        url: '/v1/traces',
        headers: type === undefined ? {} : { 'content-type': type },
        payload: Buffer.from('{}'),
      })
      expect([reply.statusCode, reply.json().code], type).toEqual([415, 3])
    }
  })

  it('tells overload and outage apart and says when to try again (D9, D10)', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const send = () => app.inject({ method: 'POST', url: '/v1/traces', headers: JSON_TYPE, payload: oneSpan })
    letterbox.failWith(new AppError('overloaded', 'queue_full', 'The queue is full.', { retryAfterSeconds: 2 }))
    const overloaded = await send()
    expect([overloaded.statusCode, overloaded.headers['retry-after'], overloaded.json().details]).toEqual([
      429,
      '2',
      [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }],
    ])
    letterbox.failWith(new AppError('unavailable', 'engine_down', 'The engine restarts.'))
    const unavailable = await send()
    expect([unavailable.statusCode, unavailable.headers['retry-after'], unavailable.json().code]).toEqual([503, '5', 14])
    letterbox.failWith(new TypeError('a bug in the store'))
    const bug = await send()
    expect([bug.statusCode, bug.headers['retry-after']]).toEqual([503, '5'])
    expect(bug.body).not.toContain('a bug in the store')
    expect(letterbox.logged).toHaveLength(1)
    expect(letterbox.counters).toMatchObject({ accepted: { traces: 0 }, refused: { traces: 3 }, requests: 3 })
  })

  it('says so when a signal is posted to the path of another (D23)', async () => {
    const app = openHttp(createLetterbox())
    const record = { timeUnixNano: '5', observedTimeUnixNano: '6', body: { stringValue: 'hello' } }
    const logs = encode('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords: [record, record] }] }] })
    const wrong = await app.inject({ method: 'POST', url: '/v1/traces', headers: PROTO_TYPE, payload: logs })
    expect(wrong.statusCode).toBe(400)
    expect((decode('RpcStatus', wrong.rawPayload) as { message: string }).message).toContain('/v1/logs')
    const spans = await app.inject({ method: 'POST', url: '/v1/logs', headers: PROTO_TYPE, payload: oneSpanProto })
    expect([spans.statusCode, spans.rawPayload.toString()]).toEqual([400, expect.stringContaining('/v1/traces')])
    const json = await app.inject({ method: 'POST', url: '/v1/traces', headers: JSON_TYPE, payload: '{"resourceLogs":[]}' })
    expect([json.statusCode, json.json().message]).toEqual([400, expect.stringContaining('/v1/logs')])
  })

  it('finds the project by bearer token, basic password or x-api-key', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const basic = `Basic ${Buffer.from('pk:key-b').toString('base64')}`
    for (const headers of [{ authorization: 'Bearer key-a' }, { authorization: basic }, { 'x-api-key': 'key-a' }, {}]) {
      await app.inject({ method: 'POST', url: '/v1/traces', headers: { ...JSON_TYPE, ...headers }, payload: oneSpan })
    }
    expect(letterbox.kept.map((kept) => kept.projectId)).toEqual(['project-a', 'project-b', 'project-a', 'default'])
    const unknown = await app.inject({
      method: 'POST',
      url: '/v1/traces',
      headers: { ...JSON_TYPE, authorization: 'Digest key-a' },
      payload: oneSpan,
    })
    expect(unknown.statusCode).toBe(401)
  })

  it('counts metric data points and logs', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const metrics = {
      resourceMetrics: [
        {
          scopeMetrics: [
            {
              metrics: [
                { name: 'a', sum: { dataPoints: [{}, {}] } },
                { name: 'b', gauge: { dataPoints: [{}] } },
              ],
            },
          ],
        },
      ],
    }
    await app.inject({ method: 'POST', url: '/v1/metrics', headers: JSON_TYPE, payload: JSON.stringify(metrics) })
    await app.inject({ method: 'POST', url: '/v1/metrics', headers: PROTO_TYPE, payload: encode('MetricsRequest', metrics) })
    const logs = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'hi' }, severityNumber: 'SEVERITY_NUMBER_WARN2' }] }] }],
    }
    await app.inject({ method: 'POST', url: '/v1/logs', headers: JSON_TYPE, payload: JSON.stringify(logs) })
    expect(letterbox.counters.accepted).toEqual({ traces: 0, logs: 1, metrics: 6 })
    expect(letterbox.kept[0]?.logs[0]).toMatchObject({ body: 'hi', severityNumber: 14, traceId: '' })
  })

  it('answers a refusal by a hook of the server around it in its own way', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    app.addHook('onRequest', async () => {
      throw new AppError('forbidden', 'host_not_allowed', 'This host name is not one of ours.')
    })
    const reply = await app.inject({ method: 'POST', url: '/v1/traces', headers: JSON_TYPE, payload: oneSpan })
    expect([reply.statusCode, reply.json()]).toEqual([403, { code: 7, message: 'This host name is not one of ours.' }])
    expect(letterbox.journal.recent('default')).toMatchObject([{ status: 403, isAccepted: false }])
  })

  it('writes every request into the journal, refused ones for every project to see', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    const send = (headers: object) =>
      app.inject({
        method: 'POST',
        url: '/api/otel/v1/traces?x=1',
        headers: { ...JSON_TYPE, 'user-agent': 'sdk/1', ...headers },
        payload: oneSpan,
      })
    await send({ 'x-api-key': 'key-a' })
    await send({ 'x-api-key': 'wrong' })
    await send({ 'x-api-key': 'key-b' })
    const seen = letterbox.journal.recent('project-a')
    expect(seen).toMatchObject([
      { status: 401, isAccepted: false, projectId: undefined, reason: expect.stringContaining('API key') },
      {
        status: 200,
        isAccepted: true,
        path: '/api/otel/v1/traces',
        userAgent: 'sdk/1',
        acceptedCount: 1,
        bytes: oneSpan.length,
        reason: undefined,
      },
    ])
    expect(JSON.stringify(seen)).not.toContain('wrong')
    expect(letterbox.counters.refusedRequests).toEqual(new Map([['wrong_api_key', 1]]))
  })

  it('takes a body of exactly the limit and refuses one byte more (R24)', async () => {
    const limit = 4096
    const app = openHttp(createLetterbox(limit))
    for (const [length, status] of [
      [limit, 200],
      [limit + 1, 413],
    ] as const) {
      const payload = '{}'.padEnd(length, ' ')
      expect((await app.inject({ method: 'POST', url: '/v1/traces', headers: JSON_TYPE, payload })).statusCode).toBe(status)
      const zipped = gzipSync(payload)
      expect(
        (await app.inject({ method: 'POST', url: '/v1/traces', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, payload: zipped }))
          .statusCode,
      ).toBe(status)
    }
  })
})

describe('OTLP over a real connection', () => {
  it('cuts an endless body off with 413 and closes the connection', async () => {
    const app = openHttp(createLetterbox(64 * 1024))
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as { port: number }
    let sent = 0
    const status = await new Promise<number | undefined>((resolve) => {
      const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/traces', headers: JSON_TYPE }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      const chunk = Buffer.alloc(16 * 1024, 32)
      const pump = (): void => {
        while (!request.destroyed && sent < 100 * 1024 * 1024) {
          sent += chunk.length
          if (!request.write(chunk)) {
            request.once('drain', pump)
            return
          }
        }
      }
      request.on('error', () => undefined)
      pump()
    })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(50 * 1024 * 1024)
    await app.close()
  })

  it('keeps nothing of a request that breaks off', async () => {
    const letterbox = createLetterbox()
    const app = openHttp(letterbox)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as { port: number }
    const headers = { ...PROTO_TYPE, 'content-length': oneSpanProto.length + 1 }
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/traces', headers })
    request.on('error', () => undefined)
    await new Promise((resolve) => request.write(oneSpanProto, resolve))
    request.destroy()
    await expect
      .poll(() => letterbox.journal.recent('default'))
      .toMatchObject([{ isAccepted: false, reason: expect.stringContaining('ended before') }])
    expect(letterbox.kept).toEqual([])
    await app.close()
  })

  it('survives many bombs at once without holding what they unpack to (R25)', async () => {
    const letterbox = createLetterbox(1024 * 1024)
    const app = openHttp(letterbox)
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
    const replies = await Promise.all(
      Array.from({ length: 40 }, () =>
        app.inject({ method: 'POST', url: '/v1/traces', headers: { ...PROTO_TYPE, 'content-encoding': 'gzip' }, payload: bomb }),
      ),
    )
    expect(replies.filter((reply) => reply.statusCode !== 413 && reply.statusCode !== 429)).toEqual([])
    const after = await app.inject({ method: 'POST', url: '/v1/traces', headers: PROTO_TYPE, payload: oneSpanProto })
    expect(after.statusCode).toBe(200)
  })
})
