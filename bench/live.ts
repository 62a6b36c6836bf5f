// What a list costs that follows `sojourn demo --rate` for minutes: node scripts/run.mjs bench/live.ts [minutes] [sessions per minute]
// Needs a built dist/ and SOJOURN_CHROMIUM when Playwright has no browser of its own.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { newSpanId, newTraceId, send } from '../test/e2e/send.ts'
import { startServer } from '../test/e2e/start-server.ts'
import { figures } from './measure.ts'

const [minutes = '10', rate = '600'] = process.argv.slice(2)
const MINUTE_MS = 60_000

const executablePath = process.env['SOJOURN_CHROMIUM']
const server = await startServer()
const args = ['bin/sojourn.js', 'demo', '--url', server.url, '--sessions', '24', '--rate', rate]
const demo = spawn(process.execPath, args, { stdio: 'ignore' })
const browser = await chromium.launch({ args: ['--no-sandbox', '--disable-gpu'], ...(executablePath ? { executablePath } : {}) })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.addInitScript(() => {
  const commits: number[] = []
  Object.assign(window, { commits })
  new PerformanceObserver((list) => commits.push(...list.getEntriesByName('live-commit').map(({ startTime }) => startTime))).observe({
    entryTypes: ['mark'],
  })
})
await page.goto(`${server.url}/p/default/sessions`)
const debug = await page.context().newCDPSession(page)
// CPU time, not time: the machine may do other things.
await debug.send('Performance.enable', { timeDomain: 'threadTicks' })

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
const rssOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
/** A list of its own, so that others do not push the row out of sight before it is seen. */
const probes = await browser.newPage()
await probes.goto(`${server.url}/p/default/sessions?userId=probe`)

/** From the acknowledgement of a new session until its row is in a list. */
async function seenAfterMs(): Promise<number> {
  const sessionId = `probe ${newTraceId()}`
  const now = Date.now()
  const root = { traceId: newTraceId(), spanId: newSpanId(), name: 'turn', startMs: now, endMs: now + 1 }
  await send(server.url, [{ ...root, attributes: { 'session.id': sessionId, 'user.id': 'probe' } }])
  const ackedAt = performance.now()
  const isSeen = (path: string) => document.querySelector(`[href$="${path}"]`) !== null
  await probes.waitForFunction(isSeen, `/sessions/${encodeURIComponent(sessionId)}`, { polling: 20 })
  return performance.now() - ackedAt
}

const delays: number[] = []
let cpuBefore = 0
let readAtMs = Date.now()
console.log('minute  heap after GC MB  DOM nodes  rows known  commits  most in a second  page CPU %  server RSS MB')
for (let minute = 0; minute <= Number(minutes); minute++) {
  await debug.send('HeapProfiler.collectGarbage')
  const heap = (await debug.send('Runtime.getHeapUsage')).usedSize
  const { metrics } = await debug.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  const cpu = metric('TaskDuration')
  const commits = await page.evaluate(() => (Reflect.get(window, 'commits') as number[]).splice(0))
  const most = Math.max(0, ...commits.map((at) => commits.filter((other) => other >= at && other < at + 1000).length))
  const total = await page.locator('h1').innerText()
  const share = ((cpu - cpuBefore) / ((Date.now() - readAtMs) / 1000)) * 100
  cpuBefore = cpu
  readAtMs = Date.now()
  console.log(
    [
      minute,
      megabytes(heap),
      metric('Nodes'),
      total.replace(/\s+/g, ' '),
      commits.length,
      most,
      share.toFixed(1),
      megabytes(rssOf(server.pid)),
    ].join('\t'),
  )
  // Half of the time the rows are pointed at.
  await page.mouse.move(700, minute % 2 === 0 ? 400 : 20)
  if (minute === Number(minutes)) break
  for (const endsAtMs = Date.now() + MINUTE_MS; Date.now() < endsAtMs; await sleep(5_000)) delays.push(await seenAfterMs())
}
const { p50, p95 } = figures(delays)
console.log(
  `acknowledged → on screen: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, most ${Math.max(...delays).toFixed(0)} ms of ${delays.length}`,
)
await browser.close()
demo.kill('SIGTERM')
await server.stop()
