import { expect, test } from '@playwright/test'
import { expectSession } from './read.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const FETCHES = 40
const SESSION = 'trace reading'

/** A plan, many fetches of which the last one fails, a long rest, and a summary. */
function crawl(traceId: string, at: number): readonly SpanSpec[] {
  const root = newSpanId()
  const step = (name: string, fromMs: number, lastsMs: number, more: Partial<SpanSpec> = {}): SpanSpec => ({
    traceId,
    spanId: newSpanId(),
    parentSpanId: root,
    name,
    startMs: at + fromMs,
    endMs: at + fromMs + lastsMs,
    ...more,
  })
  return [
    { traceId, spanId: root, name: 'crawl', startMs: at, endMs: at + 60_000, attributes: { 'session.id': SESSION } },
    step('plan', 0, 1000),
    ...Array.from({ length: FETCHES }, (_, index) =>
      step('fetch page', 1000 + index * 100, 90, index === FETCHES - 1 ? { status: { code: 2, message: 'timed out' } } : {}),
    ),
    step('summarise', 58_000, 2000),
  ]
}

test('a trace knows its turn, gathers alike steps, folds idle time and shows itself in little', async ({ page }) => {
  const server = await startServer()
  const watched = watchPage(page, server.url)
  const [first, second] = [newTraceId(), newTraceId()]
  const at = Date.now() - 600_000
  await send(server.url, [...crawl(first, at), ...crawl(second, at + 120_000)])
  await expectSession(server.url, SESSION, { traceCount: 2 })
  await page.setViewportSize({ width: 1440, height: 900 })
  const tree = page.getByRole('treegrid', { name: 'Spans' })
  const row = (name: string | RegExp) => tree.getByRole('row', { name })

  await test.step('from turn to turn, and to the turn in its session', async () => {
    await page.goto(`${server.url}/p/default/traces/${first}`)
    await expect(page.getByRole('link', { name: 'turn 1' })).toBeVisible()
    await page.getByRole('link', { name: 'Next turn' }).click()
    await expect(page.getByRole('link', { name: 'turn 2' })).toBeVisible()
    expect(page.url()).toContain(second)
    await page.keyboard.press('Shift+K')
    await expect(page.getByRole('link', { name: 'turn 1' })).toHaveAttribute('href', new RegExp(`turn=${first}`))
  })

  await test.step('alike steps share a row, which opens', async () => {
    await expect(row(`fetch page ×${FETCHES}`)).toHaveAttribute('aria-expanded', 'false')
    await expect(tree).toHaveAttribute('aria-rowcount', String(1 + 4))
    await row(`fetch page ×${FETCHES}`).click()
    await expect(page.getByText(`${FETCHES} steps in a row named`)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(tree).toHaveAttribute('aria-rowcount', String(1 + 4 + FETCHES))
    await page.keyboard.press('ArrowLeft')
    await expect(tree).toHaveAttribute('aria-rowcount', String(1 + 4))
  })

  await test.step('the next error opens what hides it', async () => {
    await page.keyboard.press('e')
    await expect(tree.locator('[aria-selected=true]')).toContainText('fetch page')
    await expect(page.getByText('timed out').first()).toBeVisible()
  })

  await test.step('idle time is drawn as a break, and times are told as they were', async () => {
    const bar = row('summarise').getByRole('gridcell', { name: /starts at/ })
    await expect(bar).toHaveAccessibleName('starts at 58 s, lasts 2 s')
    await page.getByRole('button', { name: '89 % idle' }).click()
    await expect(tree.getByText('53 s')).toBeVisible()
    await expect(bar).toHaveAccessibleName('starts at 58 s, lasts 2 s')
    await page.reload()
    await expect(page.getByRole('button', { name: '89 % idle' })).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('the handles of the minimap move the view', async () => {
    await page.getByRole('slider', { name: 'End of the view' }).press('ArrowLeft')
    await expect.poll(() => new URL(page.url()).searchParams.get('t1')).not.toBeNull()
    await page.getByRole('button', { name: 'Fit the whole trace' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('t1')).toBeNull()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.mouse.move(0, 0)
    await expect(page.getByRole('tooltip')).toBeHidden()
    await expectAccessible(page)
    await expectInWindow(page)
  }
  expectQuiet(watched)
  await server.stop()
})
