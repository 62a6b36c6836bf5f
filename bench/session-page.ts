// What a reader waits for on the page of a session of 500 turns and 20,000 spans, in Chromium: opening it, beside the login page of the
// same app; scrolling it, beside a plain page of as many elements. Cold caches, in turns. Needs a built dist/ and a Chromium.
// usage: node scripts/run.mjs bench/session-page.ts [rounds=7] [data dir=.bench-long]   (a filled data dir is used again)
import { loadavg } from 'node:os'
import { chromium, type Page } from '@playwright/test'
import { startServer } from '../test/e2e/start-server.ts'
import { ensureLongSession } from './long-conversation.ts'

const rounds = Number(process.argv[2] ?? 7)
const dataDir = process.argv[3] ?? '.bench-long'
const TURNS = 500
const FRAMES = 300
const PX_PER_FRAME = 400
const SCROLLED = '[role=region][aria-label=Conversation]'

type Sample = { readonly ms: number; readonly cpuMs: number; readonly p95Ms?: number; readonly elements: number }

const server = await startServer({ dataDir })
const sessionId = await ensureLongSession(server.url, TURNS)
const executablePath = process.env['SOJOURN_CHROMIUM']
const browser = await chromium.launch({ args: ['--no-sandbox', '--disable-gpu'], ...(executablePath ? { executablePath } : {}) })
const address = `${server.url}/p/default/sessions/${encodeURIComponent(sessionId)}`
const cases: Record<string, () => Promise<Sample>> = {
  'session: first turn painted': () => opening(address, '[data-turn="1"] article'),
  'login page painted': () => opening(`${server.url}/login`, 'form'),
  'session: a frame of scrolling': () => scrolling((page) => page.goto(address)),
  'plain page: a frame of scrolling': () => scrolling((page) => page.setContent(plainPage(2_300))),
}
const samples = new Map<string, Sample[]>()
for (let round = 0; round <= rounds; round++) {
  for (const [name, run] of Object.entries(cases)) {
    const sample = await run()
    // The first round warms the server.
    if (round > 0) samples.set(name, [...(samples.get(name) ?? []), sample])
  }
}
console.log(`n = ${rounds} in turns; load average ${loadavg()[0]!.toFixed(1)} on 2 cores`)
console.log('| what | p50 ms | least ms | p95 of frames, ms | CPU of the page, ms | elements |\n|---|---|---|---|---|---|')
for (const [name, of] of samples) {
  const median = (read: (sample: Sample) => number) =>
    of
      .map(read)
      .sort((a, b) => a - b)
      [Math.floor(of.length / 2)]!.toFixed(1)
  const least = Math.min(...of.map(({ ms }) => ms)).toFixed(1)
  const p95 = of[0]!.p95Ms === undefined ? '' : median(({ p95Ms = 0 }) => p95Ms)
  console.log(`| ${name} | ${median(({ ms }) => ms)} | ${least} | ${p95} | ${median(({ cpuMs }) => cpuMs)} | ${of[0]!.elements} |`)
}
await browser.close()
await server.stop()

/** From the navigation until what is waited for has been painted. */
function opening(url: string, selector: string): Promise<Sample> {
  return onNewPage(async (page, cpuMs) => {
    await page.addInitScript((selector) => {
      const watch = new MutationObserver(() => {
        if (!document.querySelector(selector)) return
        watch.disconnect()
        requestAnimationFrame(() => setTimeout(() => performance.mark('painted')))
      })
      watch.observe(document, { subtree: true, childList: true })
    }, selector)
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(() => performance.getEntriesByName('painted').length > 0, undefined, { polling: 50 })
    const spentMs = await cpuMs()
    const [ms, elements] = await page.evaluate(() => [
      performance.getEntriesByName('painted')[0]!.startTime,
      document.querySelectorAll('*').length,
    ])
    return { ms: ms!, cpuMs: spentMs, elements: elements! }
  })
}

/** Time between frames, and CPU time of each, in brisk steps from the top. */
function scrolling(open: (page: Page) => Promise<unknown>): Promise<Sample> {
  return onNewPage(async (page, cpuMs) => {
    await open(page)
    await page.locator(SCROLLED).hover()
    await page.mouse.wheel(0, 100)
    await page.waitForTimeout(2_000)
    const beforeMs = await cpuMs()
    const deltas = await page.evaluate(scrollOn, { selector: SCROLLED, frames: FRAMES, px: PX_PER_FRAME })
    const spentMs = (await cpuMs()) - beforeMs
    deltas.sort((a, b) => a - b)
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    return { ms: deltas[FRAMES / 2]!, p95Ms: deltas[Math.floor(FRAMES * 0.95)]!, cpuMs: spentMs / FRAMES, elements }
  })
}

function scrollOn({ selector, frames, px }: { selector: string; frames: number; px: number }): Promise<number[]> {
  return new Promise((resolve) => {
    const scroller = document.querySelector(selector)!
    const times: number[] = []
    const step = (now: number) => {
      times.push(now)
      if (times.length > frames) return resolve(times.slice(1).map((time, at) => time - times[at]!))
      scroller.scrollTop += px
      requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
}

/** `cpuMs`: what the main thread of the page has computed so far. */
async function onNewPage(run: (page: Page, cpuMs: () => Promise<number>) => Promise<Sample>): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    const debug = await context.newCDPSession(page)
    await debug.send('Performance.enable', { timeDomain: 'threadTicks' })
    return await run(page, async () => {
      const { metrics } = await debug.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
    })
  } finally {
    await context.close()
  }
}

function plainPage(elements: number): string {
  const rows = Array.from({ length: elements }, (_, at) => `<div class="row">Question ${at}: how do I change it?</div>`)
  const style = `.rows { height: 100vh; overflow-y: auto } .row { height: 52px; border: 1px solid #ddd }`
  return `<style>${style}</style><div class="rows" role="region" aria-label="Conversation">${rows.join('')}</div>`
}
