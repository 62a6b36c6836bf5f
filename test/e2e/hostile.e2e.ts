import { expect, test } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expectSession } from './read.ts'
import { expectLoaded } from './screen-text.ts'
import { newSpanId, newTraceId, otlp, post, send, type SpanSpec } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectQuiet, screensOf, watchPage } from './watch-page.ts'

let server: RunningServer
let canary: Server
const hits: string[] = []
test.beforeAll(async () => {
  server = await startServer()
  canary = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
})
test.afterAll(async () => {
  canary.close()
  await server.stop()
})

const canaryUrl = () => `http://127.0.0.1:${(canary.address() as AddressInfo).port}/leak`
const payloads = () => [
  '<img src=x onerror=alert(1)>',
  '<script>alert(2)</script>',
  `![x](${canaryUrl()}?md)`,
  `[x][r]\n\n[r]: ${canaryUrl()}?ref`,
  `<img src="${canaryUrl()}?html" srcset="${canaryUrl()}?set 2x">`,
  `<link rel=prefetch href="${canaryUrl()}?link"><video poster="${canaryUrl()}?poster">`,
  '[click](javascript:alert(3)) <a href="vbscript:x">y</a> [d](data:text/html,<script>alert(4)</script>)',
  '<svg onload=alert(5)><use href="data:image/svg+xml,x#y"/></svg><math><mi xlink:href="javascript:alert(6)">',
  '"><style>@import "http://evil.example/x.css"</style>',
  "'; DROP TABLE spans; -- {x:String} \\' \u0000 \u202E\u2066 \u{1F469}\u200D\u{1F680}",
  '{{constructor.constructor("alert(7)")()}} ${alert(8)} =cmd|calc',
]

/** The payload stands in every string a span has, keys too. */
function hostileTurn(payload: string, n: number): SpanSpec[] {
  const traceId = newTraceId()
  const root = newSpanId()
  const at = Date.now() - 100_000 + n * 1000
  const messages = JSON.stringify([
    { role: 'user', parts: [{ type: 'text', content: payload }] },
    { role: payload, parts: [{ type: payload, content: payload }] },
  ])
  const names = {
    [payload]: payload,
    [`__proto__.${payload}`]: payload,
    'constructor.prototype.x': payload,
    'tag.tags': payload,
    'user.id': payload,
  }
  return [
    {
      traceId,
      spanId: root,
      name: payload,
      startMs: at,
      endMs: at + 900,
      attributes: { 'session.id': payload, 'input.value': payload, 'output.value': payload, ...names },
    },
    {
      traceId,
      spanId: newSpanId(),
      parentSpanId: root,
      name: payload,
      startMs: at + 10,
      endMs: at + 500,
      status: { code: 2, message: payload },
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': payload,
        'gen_ai.provider.name': payload,
        'gen_ai.input.messages': messages,
        'gen_ai.output.messages': messages,
        ...names,
      },
      events: [
        { name: 'exception', attributes: { 'exception.type': payload, 'exception.message': payload, 'exception.stacktrace': payload } },
        { name: payload, attributes: names },
      ],
    },
    {
      traceId,
      spanId: newSpanId(),
      parentSpanId: root,
      name: payload,
      startMs: at + 510,
      endMs: at + 600,
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': payload,
        'gen_ai.tool.call.arguments': payload,
        'gen_ai.tool.call.result': payload,
      },
    },
  ]
}

/** One page of each kind; what differs between payloads is shown by the screens of a session and of its spans. */
const ONCE = ['sessions', 'traces', 'start', 'settings', 'keys', 'session settings', 'prices']

test('hostile text in every field is text on every screen', async ({ page }) => {
  test.setTimeout(240_000)
  const watched = watchPage(page, server.url)
  const open = async (name: string, path: string) => {
    await page.goto(server.url + path)
    await expectLoaded(page)
    await expect(page.getByRole('heading', { level: 1 }), name).toBeVisible()
  }
  for (const [n, payload] of payloads().entries()) {
    const [root, call, tool] = hostileTurn(payload, n) as [SpanSpec, SpanSpec, SpanSpec]
    await send(server.url, [root, call, tool])
    const { id } = await expectSession(server.url, sessionIdOf(payload), { traceCount: 1, errorCount: 1 })
    const screens = screensOf({ sessionId: id, traceId: call.traceId, spanId: call.spanId })
    for (const [name, path] of Object.entries(screens)) if (n === 0 || !ONCE.includes(name)) await open(name, path)
    for (const { traceId, spanId } of [root, tool]) await open('span messages', `/p/default/traces/${traceId}?span=${spanId}&tab=io`)
    await open('span error', `/p/default/traces/${call.traceId}?span=${call.spanId}&tab=error`)
    await expect(page.getByRole('complementary', { name: 'Span details' })).toContainText(seen(payload))
  }
  for (const name of ['sessions', 'traces']) await open(name, `/p/default/${name}?from=now-30d`)
  await expect(page.locator('[data-row]')).toHaveCount(payloads().length)
  expectQuiet(watched)
  expect(hits).toEqual([])
})

/** An id is text without NUL and without blanks around it. */
const sessionIdOf = (payload: string) => payload.replaceAll('\0', '').trim()
/** Enough of a payload to know it by, as one line. */
const seen = (payload: string) => payload.split('\n')[0]!.slice(0, 12)

test('a foreign host or origin is turned away on every port', async () => {
  const { port } = new URL(server.url)
  const body = JSON.stringify(otlp([]))
  const foreign = await post(server.url, otlp([]), { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  const rebound = await rawRequest(
    Number(port),
    `POST /v1/traces HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
  expect(rebound).toMatch(/^HTTP\/1\.1 (403|421)/)
  const api = await rawRequest(Number(port), 'GET /api/v1/projects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
  expect(api).toMatch(/^HTTP\/1\.1 (403|421)/)
})

async function rawRequest(port: number, text: string): Promise<string> {
  const { connect } = await import('node:net')
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}
