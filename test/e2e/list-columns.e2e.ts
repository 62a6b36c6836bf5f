import { expect, test, type Page } from '@playwright/test'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { expectSession } from './read.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const HOUR_MS = 3_600_000
const USUAL = ['UUID', 'Traces', 'Errors', 'Completion tokens', 'Prompt tokens', 'Total tokens', 'Created at', 'Last trace at']
/** Two sessions for each of so many hours, one of them with an error. */
const HOURS = 8

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
  const spans = Array.from({ length: HOURS }, (_, hour): SpanSpec[] =>
    ['fine', 'failed'].map((how) => ({
      traceId: newTraceId(),
      spanId: newSpanId(),
      name: 'chat',
      startMs: Date.now() - (hour + 1) * HOUR_MS,
      endMs: Date.now() - (hour + 1) * HOUR_MS + 1000,
      attributes: { 'session.id': `${how}-${hour}`, 'user.id': `user-${hour}`, 'gen_ai.request.model': 'gpt-4o' },
      status: { code: how === 'failed' ? 2 : 0 },
    })),
  )
  await send(server.url, spans.flat())
  await expectSession(server.url, `failed-${HOURS - 1}`, { traceCount: 1 })
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const headers = (page: Page) => page.getByRole('grid', { name: 'Sessions' }).getByRole('columnheader')
const header = (page: Page, name: string) => headers(page).filter({ hasText: name })
const widthOf = async (page: Page, name: string) => Math.round((await header(page, name).boundingBox())!.width)

async function expectFits(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectInWindow(page)
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('columns are chosen, moved and sized, stay so, and a shared link shows them to others', async ({ page, context, browser }) => {
  const watched = watchPage(page, server.url)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.url}/p/default/sessions`)
  await expect(headers(page)).toHaveText(USUAL)

  await page.getByRole('button', { name: 'Columns' }).click()
  const chooser = page.getByRole('dialog', { name: 'Columns' })
  await chooser.getByRole('checkbox', { name: 'User' }).click()
  await chooser.getByRole('checkbox', { name: 'Errors' }).click()
  await chooser.getByRole('button', { name: 'Move User up' }).click()
  // Away from what has a tooltip: that lies outside of every landmark.
  await page.mouse.move(500, 600)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const chosen = ['UUID', 'Traces', 'Completion tokens', 'Prompt tokens', 'Total tokens', 'Created at', 'User', 'Last trace at']
  await expect(headers(page)).toHaveText(chosen)
  await expect(page.locator('[data-row="0"] [role=gridcell]').nth(6)).toHaveText('user-0')

  // By keyboard: from the user's column, one to the left, and wider.
  await header(page, 'User').getByRole('button').focus()
  await page.keyboard.press('Control+ArrowLeft')
  await expect(header(page, 'User').getByRole('button')).toBeFocused()
  const before = await widthOf(page, 'User')
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => widthOf(page, 'User')).toBe(before + 16)
  // By pointer: the traces to the end, and the creation by 40 px.
  await header(page, 'Traces').dragTo(header(page, 'Last trace at'), { targetPosition: { x: 120, y: 10 } })
  const edge = (await header(page, 'Created at').locator('[data-resize]').boundingBox())!
  await page.mouse.move(edge.x + 4, edge.y + 4)
  await page.mouse.down()
  await page.mouse.move(edge.x + 44, edge.y + 4, { steps: 4 })
  await page.mouse.up()
  const moved = ['UUID', 'Completion tokens', 'Prompt tokens', 'Total tokens', 'User', 'Created at', 'Last trace at', 'Traces']
  await expect(headers(page)).toHaveText(moved)
  await expect(page, 'nothing was sorted').not.toHaveURL(/sort=/)
  await page.reload()
  await expect(headers(page)).toHaveText(moved)
  expect([await widthOf(page, 'User'), await widthOf(page, 'Created at')]).toEqual([before + 16, 168])

  await page.getByRole('button', { name: 'Sessions actions' }).click()
  await page.getByRole('menuitem', { name: 'Copy link', exact: true }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(link).searchParams.get('from')).toMatch(/^\d{4}-/)
  const other = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await other.goto(link)
  await expect(headers(other)).toHaveText(moved)
  await other.getByRole('button', { name: 'Columns' }).click()
  await other.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'Reset' }).click()
  await expect(headers(other)).toHaveText(USUAL)
  await expect(other).not.toHaveURL(/cols=/)
  await other.close()
  expectQuiet(watched)
})

test('bars tell how many there are, and a stretch of them narrows the list to its time', async ({ page }) => {
  const watched = watchPage(page, server.url)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.url}/p/default/sessions`)
  const bars = page.getByRole('slider', { name: /^sessions per/ })
  const counted = async () =>
    (
      await page
        .getByRole('table', { name: /^sessions per/ })
        .locator('td:nth-of-type(1)')
        .allInnerTexts()
    ).map(Number)
  const total = () =>
    page
      .getByRole('grid', { name: 'Sessions' })
      .getAttribute('aria-rowcount')
      .then((count) => Number(count) - 1)
  await expect.poll(counted).toEqual(Array.from({ length: HOURS }, () => 2))
  expect(await total()).toBe(HOURS * 2)
  await expectFits(page)

  const box = (await bars.boundingBox())!
  await page.mouse.move(box.x + box.width - 1, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * (1 - 3.7 / 24), box.y + 10, { steps: 5 })
  await expect(page.getByText('· not all of this time').or(page.getByText('no sessions')).first()).toBeVisible()
  await page.mouse.up()
  await expect(page).toHaveURL(/from=20.*to=20/)
  await expect.poll(total).toBe(6)
  await expect.poll(async () => (await counted()).reduce((sum, count) => sum + count, 0)).toBe(6)
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/from=/)
  await expect.poll(total).toBe(HOURS * 2)

  // The same by keyboard: the last two bars that hold something.
  await bars.focus()
  await page.keyboard.press('End')
  while (!(await bars.getAttribute('aria-valuetext'))!.includes('2 sessions')) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Enter')
  await expect.poll(total).toBe(4)
  await page.getByRole('button', { name: 'Sessions actions' }).click()
  await page.getByRole('menuitem', { name: 'Hide histogram' }).click()
  await expect(bars).toBeHidden()
  await page.reload()
  await expect(page.getByRole('grid', { name: 'Sessions' })).toBeVisible()
  await expect(bars).toBeHidden()
  expectQuiet(watched)
})

test('selected rows are copied and deleted together', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${server.url}/p/default/sessions?sort=id&status=error`)
  await page.getByRole('link', { name: 'failed-0' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+x')
  const bar = page.getByRole('region', { name: 'Selected rows' })
  await expect(bar).toContainText('3 sessions selected')
  await expectAccessible(page)
  await bar.getByRole('button', { name: 'Copy ids' }).click()
  await expect(page.getByText('3 ids copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('failed-0\nfailed-1\nfailed-2')
  const [file] = await Promise.all([page.waitForEvent('download'), bar.getByRole('button', { name: 'JSONL' }).click()])
  expect(file.suggestedFilename()).toBe('3-sessions.jsonl')

  await page.locator('[data-row="1"]').hover()
  await page.locator('[data-row="1"]').getByRole('checkbox').click()
  await bar.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 2 sessions?' })
  await expect(dialog.getByRole('button', { name: 'Delete 2 sessions' })).toBeDisabled()
  await dialog.getByLabel('Type 2 to confirm').fill('2')
  await dialog.getByRole('button', { name: 'Delete 2 sessions' }).click()
  await expect(page.getByText('2 sessions deleted')).toBeVisible()
  await expect(page.getByRole('link', { name: /^failed-/ })).toHaveCount(HOURS - 2)
  await expect(page.getByRole('link', { name: 'failed-1' })).toBeVisible()
  await expect(bar).toBeHidden()
})
