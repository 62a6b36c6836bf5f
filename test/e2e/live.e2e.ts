import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startEngineAlone, startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectQuiet, watchPage } from './watch-page.ts'

const BIN = join(import.meta.dirname, '../../bin/sojourn.js')
const RATE_PER_MINUTE = 600
const WINDOWS = 6
const COMMITS_PER_SECOND = 4

function span(sessionId: string, rest: Partial<SpanSpec> = {}): SpanSpec {
  const now = Date.now()
  const attributes = { 'session.id': sessionId, 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 11 }
  return { traceId: newTraceId(), spanId: newSpanId(), name: 'chat', startMs: now - 5, endMs: now, attributes, ...rest }
}

/** `sojourn demo --rate` for as long as the work takes. */
async function whileDemoRuns(server: RunningServer, work: () => Promise<void>): Promise<void> {
  const args = [BIN, 'demo', '--url', server.url, '--sessions', '12', '--rate', String(RATE_PER_MINUTE)]
  const demo = spawn(process.execPath, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  try {
    await work()
  } finally {
    demo.kill('SIGTERM')
    await ended
  }
}

const control = (page: Page, word: string) => page.getByRole('button', { name: `Live updates: ${word}` })
const firstId = (page: Page) => page.locator('[data-row="0"] a[data-name]').getAttribute('aria-label')
const rowOf = (page: Page, id: string) => page.locator('[data-row]').filter({ has: page.getByRole('link', { name: id, exact: true }) })

/** Away from the table. */
const pointAway = (page: Page) => page.mouse.move(700, 20)

test('lists follow what comes, and move nothing that is pointed at', async ({ page }) => {
  test.setTimeout(180_000)
  const server = await startServer()
  const watched = watchPage(page, server.url)
  await whileDemoRuns(server, async () => {
    await page.goto(`${server.url}/p/default/sessions`)
    await pointAway(page)
    await expect(control(page, 'Live')).toBeVisible()
    await send(server.url, [span('mine')])
    await expect(rowOf(page, 'mine')).toBeVisible()

    const pointed = page.locator('[data-row="3"]')
    await pointed.hover()
    await expect(control(page, 'Held')).toBeVisible()
    const id = await pointed.locator('a[data-name]').getAttribute('aria-label')
    const box = await pointed.boundingBox()
    await send(server.url, [span('another')])
    const pill = page.getByRole('button', { name: /^\d+ new$/ })
    await expect.poll(async () => parseInt((await pill.textContent().catch(() => '')) ?? '', 10)).toBeGreaterThan(5)
    expect(await rowOf(page, id!).boundingBox()).toEqual(box)
    expect(await pointed.locator('a[data-name]').getAttribute('aria-label')).toBe(id)

    // A row that is held changes where it is.
    await send(server.url, [span(id!)])
    await expect(rowOf(page, id!).getByRole('gridcell').nth(1)).not.toHaveText('1')
    expect(await rowOf(page, id!).boundingBox()).toEqual(box)
    await expectAccessible(page)

    const before = await firstId(page)
    await pill.click()
    await expect.poll(() => firstId(page)).not.toBe(before)

    await pointAway(page)
    await page.keyboard.press('l')
    await expect(control(page, 'Paused')).toBeVisible()
    await expect(page).toHaveURL(/live=0/)
    const still = await firstId(page)
    await send(server.url, [span('while paused')])
    await page.keyboard.press('l')
    await expect(rowOf(page, 'while paused')).toBeVisible()
    expect(await firstId(page)).not.toBe(still)
  })
  expectQuiet(watched)
  await server.stop()
})

test('a screen commits at most four times a second, and its memory stays', async ({ page }) => {
  test.setTimeout(180_000)
  const server = await startServer()
  await whileDemoRuns(server, async () => {
    await page.addInitScript(() => {
      const counts: number[] = []
      Object.assign(window, { commitsBySecond: counts })
      new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) {
          const second = Math.floor(startTime / 1000)
          if (name === 'live-commit') counts[second] = (counts[second] ?? 0) + 1
        }
      }).observe({ entryTypes: ['mark'] })
    })
    await page.goto(`${server.url}/p/default/sessions`)
    await pointAway(page)
    const debug = await page.context().newCDPSession(page)
    const heapBytes = async () => {
      await debug.send('HeapProfiler.collectGarbage')
      return (await debug.send('Runtime.getHeapUsage')).usedSize
    }
    const commits = () => page.evaluate(() => Array.from(Reflect.get(window, 'commitsBySecond') as number[], (count) => count ?? 0))
    await expect.poll(async () => (await commits()).filter((count) => count > 0).length, { timeout: 60_000 }).toBeGreaterThan(WINDOWS)
    const began = await heapBytes()
    await expect.poll(async () => (await commits()).filter((count) => count > 0).length, { timeout: 60_000 }).toBeGreaterThan(WINDOWS * 3)
    expect(Math.max(...(await commits()))).toBeLessThanOrEqual(COMMITS_PER_SECOND)
    expect(await heapBytes()).toBeLessThan(began + 8e6)
  })
  await server.stop()
})

test('a session and a trace grow while they are looked at', async ({ page }) => {
  const server = await startServer()
  const watched = watchPage(page, server.url)
  const traceId = newTraceId()
  const root = newSpanId()
  const child = (name: string, startMs: number) => span('growing', { traceId, parentSpanId: root, name, startMs, endMs: startMs + 3 })
  const at = Date.now()
  await send(server.url, [child('first step', at), child('last step', at + 100)])

  await page.goto(`${server.url}/p/default/traces/${traceId}`)
  const steps = page.getByRole('treegrid', { name: 'Spans' })
  const last = steps.getByRole('row', { name: /last step/ })
  await last.click()
  await expect(page.getByText('≥ 2', { exact: true })).toBeVisible()
  const box = await last.boundingBox()
  await send(server.url, [child('step between', at + 50)])
  await expect(steps.getByRole('row', { name: /step between/ })).toBeAttached()
  expect(await last.boundingBox()).toEqual(box)
  await send(server.url, [span('growing', { traceId, spanId: root, name: 'the root', startMs: at - 1, endMs: at + 200 })])
  await expect(page.getByRole('heading', { name: 'the root' })).toBeVisible()
  await expect(page.getByText('≥')).toHaveCount(0)

  await page.goto(`${server.url}/p/default/sessions/growing`)
  await expect(page.getByRole('term').filter({ hasText: 'Traces' }).locator('+ dd')).toHaveText('1')
  await send(server.url, [span('growing', { name: 'the second turn' })])
  await expect(page.getByRole('term').filter({ hasText: 'Traces' }).locator('+ dd')).toHaveText('2')
  expectQuiet(watched)
  await server.stop()
})

test('a span sent to one of two servers over one engine shows on the other', async ({ page }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sojourn-e2e-'))
  const engine = await startEngineAlone(dataDir)
  const args = ['--clickhouse-url', engine.url]
  const [one, other] = await Promise.all([startServer({ args }), startServer({ args })])
  await page.goto(`${other.url}/p/default/sessions`)
  await pointAway(page)
  await send(one.url, [span('told to one')])
  await expect(rowOf(page, 'told to one')).toBeVisible()

  // Spans of the same traces, in turn to one and the other.
  const traceIds = [newTraceId(), newTraceId(), newTraceId()]
  const spans = Array.from({ length: 60 }, (_, at) => span('shared', { traceId: traceIds[at % traceIds.length]! }))
  await Promise.all(spans.map((each, at) => send(at % 2 === 0 ? one.url : other.url, [each])))
  const totals = { traceCount: 3, spanCount: 60, promptTokens: 60 * 11 }
  for (const { url } of [one, other]) {
    const read = async () => (await fetch(`${url}/api/v1/projects/default/sessions/shared`)).json()
    await expect.poll(read, { timeout: 30_000 }).toMatchObject(totals)
  }
  await expect(rowOf(page, 'shared').getByRole('gridcell').nth(1)).toHaveText('3')
  await Promise.all([one.stop(), other.stop()])
  await engine.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
