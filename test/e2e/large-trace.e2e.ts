import { expect, test, type Page } from '@playwright/test'
import { readSpans } from './read.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer } from './start-server.ts'
import { expectQuiet, watchPage } from './watch-page.ts'

const SPANS = 10_000
const PIECE = 500
const STEPS = 99
const MOST_NODES = 2_500

/** One root, steps below it, and calls below each step: 1 + 99 + 9,900. */
function largeTrace(traceId: string): SpanSpec[] {
  const at = Date.now() - 3_600_000
  const root: SpanSpec = {
    traceId,
    spanId: newSpanId(),
    name: 'ten thousand',
    startMs: at,
    endMs: at + SPANS * 10,
    attributes: { 'session.id': 'large' },
  }
  const spans = [root]
  for (let step = 0; spans.length < SPANS; step++) {
    const startMs = at + step * 1000
    const parent: SpanSpec = {
      traceId,
      spanId: newSpanId(),
      parentSpanId: root.spanId,
      name: `step ${step}`,
      startMs,
      endMs: startMs + 999,
    }
    spans.push(parent)
    for (let call = 0; call < STEPS + 1 && spans.length < SPANS; call++) {
      const child = {
        traceId,
        spanId: newSpanId(),
        parentSpanId: parent.spanId,
        startMs: startMs + call * 9,
        endMs: startMs + call * 9 + 8,
      }
      spans.push({
        ...child,
        name: `call ${step}.${call}`,
        attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': call },
      })
    }
  }
  return spans
}

test('a trace of ten thousand spans opens, scrolls and folds', async ({ page }) => {
  test.setTimeout(180_000)
  const server = await startServer()
  const watched = watchPage(page, server.url)
  const traceId = newTraceId()
  const spans = largeTrace(traceId)
  for (let from = 0; from < spans.length; from += PIECE) await send(server.url, spans.slice(from, from + PIECE))
  await expect.poll(async () => (await readSpans(server.url, traceId)).items.length, { timeout: 30_000 }).toBe(SPANS)
  await page.setViewportSize({ width: 1440, height: 900 })

  const tree = page.getByRole('treegrid', { name: 'Spans' })
  const rows = tree.locator('[role=row][aria-level]')
  const chosen = tree.locator('[aria-selected=true]')
  await page.goto(`${server.url}/p/default/traces/${traceId}`)
  await expect(tree).toHaveAttribute('aria-rowcount', String(SPANS + 1))
  console.log(`data → first paint: ${await firstPaintMs(page)} ms; click → selected: ${await selectMs(page)} ms`)
  await expectSmall(page)

  const frames = await scrollThrough(page)
  console.log(`scrolling: frame p50 ${frames.p50} ms, p95 ${frames.p95} ms of ${frames.count}`)
  const last = spans.at(-1)!.name!
  await expect(rows.last()).toContainText(last)
  await expectSmall(page)

  await tree.focus()
  await page.keyboard.press('Home')
  await expect(chosen).toContainText('ten thousand')
  await page.keyboard.press('End')
  await expect(chosen).toContainText(last)
  await expect(chosen).toBeInViewport()
  await expect(page.getByRole('complementary', { name: 'Span details' }).getByRole('heading', { level: 2 })).toHaveText(last)

  await page.getByRole('searchbox', { name: 'Find span' }).fill('call 42.7')
  await expect(page.getByText('11 of 10,000 spans')).toBeVisible()
  await expect(rows).toHaveCount(13)
  await page.keyboard.press('Enter')
  await expect(chosen).toContainText('call 42.7')
  await page.getByRole('searchbox', { name: 'Find span' }).fill('')
  await expect(tree).toHaveAttribute('aria-rowcount', String(SPANS + 1))

  await tree.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(rows).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(tree).toHaveAttribute('aria-rowcount', String(1 + 1 + STEPS))
  expectQuiet(watched)
  await server.stop()
})

/** What is drawn stays small, however long the trace is. */
async function expectSmall(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(MOST_NODES)
}

/** From the last byte of the spans to the first frame that shows a row. */
async function firstPaintMs(page: Page): Promise<number> {
  await page.addInitScript(() => {
    const look = () => (document.querySelector('[role=treegrid] [aria-level]') ? performance.mark('rows') : requestAnimationFrame(look))
    requestAnimationFrame(look)
  })
  await page.reload()
  await page.locator('[role=treegrid] [aria-level]').first().waitFor()
  return page.evaluate(() => {
    const arrived = performance.getEntriesByType('resource').find(({ name }) => name.includes('/spans?')) as PerformanceResourceTiming
    return Math.round(performance.getEntriesByName('rows')[0]!.startTime - arrived.responseEnd)
  })
}

/** From the press of the button to the frame after the row says it is selected. */
function selectMs(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const row = document.querySelectorAll<HTMLElement>('[role=treegrid] [aria-level]')[9]!
        const at = performance.now()
        row.click()
        const look = () =>
          row.getAttribute('aria-selected') === 'true'
            ? requestAnimationFrame(() => resolve(Math.round(performance.now() - at)))
            : requestAnimationFrame(look)
        look()
      }),
  )
}

/** A brisk scroll, the time between frames noted, then all the way to the end. */
function scrollThrough(page: Page): Promise<{ p50: number; p95: number; count: number }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const scroller = document.querySelector('[role=treegrid]')!
        const deltas: number[] = []
        let before: number | undefined
        const step = (now: number) => {
          if (before !== undefined) deltas.push(now - before)
          before = now
          scroller.scrollTop += 120
          if (deltas.length < 240) return void requestAnimationFrame(step)
          scroller.scrollTop = scroller.scrollHeight
          deltas.sort((a, b) => a - b)
          const at = (share: number) => Number(deltas[Math.floor(deltas.length * share)]!.toFixed(1))
          resolve({ p50: at(0.5), p95: at(0.95), count: deltas.length })
        }
        requestAnimationFrame(step)
      }),
  )
}
