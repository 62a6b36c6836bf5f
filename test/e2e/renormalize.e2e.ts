import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Renormalization } from '../../src/api/contract/renormalize.ts'
import { readSessions } from './read.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'

const TRACES = 800
const SPANS_PER_TRACE = 15
const TICKETS = 30
const START_MS = 1_790_000_000_000
const PATH = '/api/v1/projects/default'

let dataDir: string
test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sojourn-reread-'))
})
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('kill -9 while stored spans are read again: the same run goes on, and what arrives meanwhile is counted once', async () => {
  test.setTimeout(180_000)
  let server = await startServer({ dataDir })
  for (let first = 0; first < TRACES; first += 50) await send(server.url, traces(first, 50))
  await expectTotals(server, { sessions: 5, traces: TRACES })
  await ask(server, 'PATCH', '/settings', { sessionKeys: ['app.ticket'] })

  const { startedAt } = await ask<Renormalization>(server, 'POST', '/renormalize', {})
  let sent = TRACES
  for (const share of [0.2, 0.6]) {
    const { readSpans } = await whenRead(server, share)
    expect(readSpans).toBeLessThan(TRACES * SPANS_PER_TRACE)
    await server.kill()
    server = await startServer({ dataDir })
    expect(await ask<Renormalization>(server, 'GET', '/renormalize')).toMatchObject({ startedAt })
    await send(server.url, traces(sent, 10))
    sent += 10
  }
  expect(await whenRead(server, 1)).toMatchObject({ state: 'done', startedAt, totalSpans: TRACES * SPANS_PER_TRACE })
  await expectTotals(server, { sessions: TICKETS, traces: sent })
  expect(await server.stop()).toBe(0)
})

/** Traces of one token a span: five sessions by the id that everybody reads, thirty by the attribute of the app. */
function traces(first: number, count: number): SpanSpec[] {
  return Array.from({ length: count }, (_, index) => first + index).flatMap((trace) => {
    const traceId = newTraceId()
    const startMs = START_MS + trace * 1_000
    const attributes = {
      'session.id': `app-${trace % 5}`,
      'app.ticket': `ticket-${trace % TICKETS}`,
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 1,
    }
    return Array.from({ length: SPANS_PER_TRACE }, () => ({ traceId, spanId: newSpanId(), startMs, endMs: startMs + 10, attributes }))
  })
}

async function expectTotals(server: RunningServer, counts: { sessions: number; traces: number }): Promise<void> {
  const promptTokens = counts.traces * SPANS_PER_TRACE
  const expected = { total: counts.sessions, sums: { traceCount: counts.traces, promptTokens }, tracesWithoutSession: 0 }
  await expect(async () => expect(await readSessions(server.url, '?limit=1')).toMatchObject(expected)).toPass({ timeout: 30_000 })
}

/** How far it is once it has read that share of the spans. Asks without a pause, to meet it in the middle. */
async function whenRead(server: RunningServer, share: number): Promise<Renormalization> {
  for (;;) {
    const now = await ask<Renormalization>(server, 'GET', '/renormalize')
    if (now.state !== 'running' || (share < 1 && now.readSpans >= share * now.totalSpans)) return now
  }
}

async function ask<T>(server: RunningServer, method: string, path: string, body?: object): Promise<T> {
  const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(server.url + PATH + path, { method, ...json })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
