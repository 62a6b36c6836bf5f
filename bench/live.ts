// What a list costs that follows `sojourn demo --rate` for minutes: node scripts/run.mjs bench/live.ts [minutes] [sessions per minute]
// Needs a built dist/ and SOJOURN_CHROMIUM when Playwright has no browser of its own.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { startServer } from '../test/e2e/start-server.ts'

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
await debug.send('Performance.enable')

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
const rssOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
let cpuBefore = 0
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
  const share = ((cpu - cpuBefore) / 60) * 100
  cpuBefore = cpu
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
  if (minute < Number(minutes)) await sleep(MINUTE_MS)
}
await browser.close()
demo.kill('SIGTERM')
await server.stop()
