import { expect, test, type Page } from '@playwright/test'
import { readSessions, readSpans, readTraces } from './read.ts'
import { expectScreen, expectListed, screenText } from './screen-text.ts'
import { runToEnd, startServer, type RunningServer } from './start-server.ts'
import { expectQuiet, watchPage } from './watch-page.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
  expect((await runToEnd(['demo', '--url', server.url, '--sessions', '8'])).code).toBe(0)
})
test.afterAll(() => server.stop())

/** The session id of the row whose link has focus. */
const focusedId = (page: Page) =>
  page.evaluate(() => {
    const link = document.activeElement?.closest('a[data-name]') as HTMLAnchorElement | null
    return link ? decodeURIComponent(new URL(link.href).pathname.split('/').at(-1) ?? '') : document.activeElement?.tagName
  })

test('the keyboard alone leads from the list to what a span said, and back', async ({ page }) => {
  const watched = watchPage(page, server.url)
  const press = (keys: string) => page.keyboard.press(keys)
  await page.goto(server.url)
  const ids = (await readSessions(server.url, '?from=now-24h')).items.map(({ id }) => id)
  await expectListed(page, ids)

  await press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await press('Enter')
  for (let tabs = 0; (await focusedId(page)) !== ids[0]; tabs++) {
    expect(tabs, 'Tab reaches the rows').toBeLessThan(12)
    await press('Tab')
  }
  await press('j')
  await press('ArrowDown')
  expect(await focusedId(page)).toBe(ids[2])
  await press('k')
  expect(await focusedId(page)).toBe(ids[1])
  await press('Home')
  expect(await focusedId(page)).toBe(ids[0])

  await press('Space')
  const peek = page.getByRole('complementary', { name: 'Session' })
  await expect(peek).toContainText(ids[0]!)
  await press('j')
  await expect(peek).toContainText(ids[1]!)
  await press('Escape')
  await expect(peek).toHaveCount(0)
  expect(await focusedId(page)).toBe(ids[1])
  const list = await screenText(page)

  await press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ids[1]!)
  await expect(page.getByRole('heading', { level: 2, name: 'Turn 1' }).first()).toBeVisible()
  const [trace] = (await readTraces(server.url, `?sessionId=${ids[1]}&sort=startedAt`)).items
  await press('o')
  await readSpansByKeys(page, trace!.id)

  await press('Escape')
  await press('Escape')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ids[1]!)
  await press('Escape')
  await expectScreen(page, list)
  expectQuiet(watched)
})

async function readSpansByKeys(page: Page, traceId: string): Promise<void> {
  const press = (keys: string) => page.keyboard.press(keys)
  const spans = (await readSpans(server.url, traceId)).items
  const tree = page.getByRole('treegrid', { name: 'Spans' })
  const rows = tree.locator('[role=row][aria-level]')
  const chosen = tree.locator('[aria-selected=true]')
  await expect(rows).toHaveCount(spans.length)
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await press('ArrowDown')
  await expect(chosen).toHaveAttribute('aria-rowindex', '3')
  await press('End')
  await expect(chosen).toHaveAttribute('aria-rowindex', String(spans.length + 1))
  await press('Home')
  await press('ArrowLeft')
  await expect(rows).toHaveCount(1)
  await press('ArrowRight')
  await expect(rows).toHaveCount(spans.length)

  await press('ArrowRight')
  await press('Enter')
  const pane = page.getByRole('complementary', { name: 'Span details' })
  await expect(pane).toBeFocused()
  const tab = page.getByRole('tab', { selected: true })
  for (let tabs = 0; !(await tab.evaluate((element) => element === document.activeElement)); tabs++) {
    expect(tabs, 'Tab reaches the tabs').toBeLessThan(8)
    await press('Tab')
  }
  await press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Attributes' })).toBeFocused()
  await expect(page.getByPlaceholder('Search attributes')).toBeVisible()
  await press('Escape')
  await expect(tree).toBeFocused()
  await press('/')
  await expect(page.getByRole('searchbox', { name: 'Find span' })).toBeFocused()
  await page.keyboard.type('no span is called this')
  await expect(rows).toHaveCount(0)
  await press('Escape')
  await expect(rows).toHaveCount(spans.length)
}

test('keys go to every place, and help says which', async ({ page }) => {
  await page.goto(server.url)
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1, name: 'Traces' })).toBeVisible()
  await page.keyboard.press('/')
  const filter = page.getByRole('combobox', { name: 'Filter' })
  await expect(filter).toBeFocused()
  await page.keyboard.type('gs?')
  await expect(filter).toHaveValue('gs?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  for (const line of ['Next row', 'Peek', 'Go to sessions', 'Filter']) await expect(help).toContainText(line)
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
})
