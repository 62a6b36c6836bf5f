import { expect, test, type Page } from '@playwright/test'
import type { SessionRow } from '../../src/api/contract/session.ts'
import { expectSession, readSession, readSessions, readSpan, readSpans, readTraces } from './read.ts'
import { expectListed, expectLoaded, expectScreen, listOf, listedIds, rowsOf, screenText } from './screen-text.ts'
import { newSpanId, newTraceId, send } from './send.ts'
import { expectQuiet, watchPage } from './watch-page.ts'

const HEADERS = ['UUID', 'Traces', 'Errors', 'Completion tokens', 'Prompt tokens', 'Total tokens', 'Created at', 'Last trace at']
/** Everything a URL or a list could trip over: spaces, a slash, percent signs, a question mark, no UUID. */
const ODD_ID = 'crafted/1 of 2? 100% #fine'

/** What a newcomer does with a server that has the demo's data, in one sitting. */
export async function journey(page: Page, url: string): Promise<void> {
  const watched = watchPage(page, url)
  await sendCrafted(url)
  await test.step('reads the list of sessions', () => readList(page, url))
  await test.step('sorts, searches and filters it', () => narrowList(page, url))
  await test.step('opens a session, a trace and a span, and finds every screen again', () => openAndReturn(page, url))
  await test.step('deletes a session', () => deleteCrafted(page, url))
  expectQuiet(watched)
}

async function sendCrafted(url: string): Promise<void> {
  const traceId = newTraceId()
  const root = newSpanId()
  const at = Date.now() - 120_000
  const said = (text: string) => JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: text }] }])
  await send(url, [
    { traceId, spanId: root, name: 'turn', startMs: at, endMs: at + 900, attributes: { 'session.id': ODD_ID } },
    {
      traceId,
      spanId: newSpanId(),
      parentSpanId: root,
      name: 'chat',
      startMs: at + 10,
      endMs: at + 800,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': 1234567,
        'gen_ai.usage.output_tokens': 7,
        'gen_ai.input.messages': said('Where do zebrafinches nest?'),
      },
    },
  ])
  await expectSession(url, ODD_ID, { traceCount: 1, totalTokens: 1234574, firstMessage: 'Where do zebrafinches nest?' })
}

const grouped = (count: number | undefined) => (count === undefined ? '—' : count.toLocaleString('en'))

async function readList(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page).toHaveURL(`${url}/p/default/sessions`)
  await expectLoaded(page)
  await expect(listOf(page).getByRole('columnheader')).toHaveText(HEADERS)
  const { items, total } = await readSessions(url, '?from=now-24h&limit=100')
  await expect(listOf(page)).toHaveAttribute('aria-rowcount', String(total + 1))
  await expectListed(
    page,
    items.map(({ id }) => id),
  )
  for (const [at, session] of items.slice(0, 10).entries()) await expectRow(page, at, session)
}

async function expectRow(page: Page, at: number, session: SessionRow): Promise<void> {
  const cells = page.locator(`[data-row="${at}"] [role=gridcell]`)
  const { traceCount, errorCount, completionTokens, promptTokens, totalTokens } = session
  const counts = [traceCount, errorCount, completionTokens, promptTokens, totalTokens].map(grouped)
  const shown = (await cells.allInnerTexts()).slice(1, 6).map((text) => text.replace(/^[✕≈]\s*/u, '').trim())
  expect(shown, session.id).toEqual(counts)
  await expect(cells.nth(0)).toContainText(session.firstMessage ?? 'No message recorded')
  await expect(cells.nth(6).locator('time')).toHaveAttribute('datetime', session.createdAt)
  await expect(cells.nth(7).locator('time')).toHaveAttribute('datetime', session.lastTraceAt)
}

async function narrowList(page: Page, url: string): Promise<void> {
  const idsBy = async (query: string) => (await readSessions(url, `?limit=100&${query}`)).items.map(({ id }) => id)
  const total = page.getByRole('columnheader', { name: 'Total tokens' })
  for (const [sort, order] of [
    ['-totalTokens', 'descending'],
    ['totalTokens', 'ascending'],
  ] as const) {
    await total.getByRole('button').click()
    await expect(total).toHaveAttribute('aria-sort', order)
    await expect(page).toHaveURL(new RegExp(`[?&]sort=${sort}(&|$)`))
    await expectListed(page, await idsBy(`from=now-24h&sort=${sort}`))
  }
  expect((await idsBy('from=now-24h&sort=-totalTokens'))[0]).toBe(ODD_ID)

  await page.getByRole('combobox', { name: 'Filter' }).fill('zebrafinches')
  await expect(page).toHaveURL(/[?&]q=zebrafinches/)
  await expectListed(page, [ODD_ID])
  await expect(rowsOf(page)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Filter' }).pressSequentially(' status:error ')
  await expect(page.getByRole('heading', { name: 'No sessions match' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Filter' }).fill('')
  const failed = await idsBy('from=now-24h&status=error&sort=totalTokens')
  await expectListed(page, failed)
  expect(failed.length).toBeGreaterThan(1)
  await expect(rowsOf(page).getByRole('img', { name: 'Error' })).toHaveCount(await rowsOf(page).count())

  await page.getByRole('button', { name: 'Remove filter status: error' }).click()
  await page.getByRole('button', { name: 'Last 24 hours' }).click()
  await page.getByRole('button', { name: 'Last hour' }).click()
  await expect(page).toHaveURL(/[?&]from=now-1h/)
  const recent = await idsBy('from=now-1h&sort=totalTokens')
  expect(recent.length).toBeLessThan((await idsBy('from=now-24h')).length)
  await expectListed(page, recent)
}

async function openAndReturn(page: Page, url: string): Promise<void> {
  const { items } = await readSessions(url, '?status=error&sort=-traceCount')
  const { id, traceCount } = items[0]!
  await page.goto(`${url}/p/default/sessions?sort=-totalTokens`)
  await expectListed(
    page,
    (await readSessions(url, '?from=now-24h&sort=-totalTokens&limit=100')).items.map((one) => one.id),
  )
  const list = await screenText(page)
  await page.getByRole('link', { name: id, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(id)
  await page.getByRole('tab', { name: 'Traces' }).click()
  await expect(page).toHaveURL(/[?&]view=traces(&|$)/)
  const traces = (await readTraces(url, `?sessionId=${encodeURIComponent(id)}&sort=startedAt`)).items
  await expectListed(
    page,
    traces.map((trace) => trace.id),
  )
  expect(await listedIds(page)).toHaveLength(traceCount)
  await expectSameElsewhere(page)
  const session = await screenText(page)

  const failed = traces.find(({ errorCount }) => errorCount > 0)!
  await page.locator(`a[href$="/traces/${failed.id}"]`).click()
  await readTrace(page, url, failed.id)
  const trace = await screenText(page)
  await expectSameElsewhere(page)
  // The trace, its selected span and the chosen tab are steps of their own.
  for (let steps = 0; steps < 3; steps++) await page.goBack()
  await expectScreen(page, session)
  // The conversation lies before the traces.
  for (let steps = 0; steps < 2; steps++) await page.goBack()
  await expectScreen(page, list)
  for (let steps = 0; steps < 5; steps++) await page.goForward()
  await expectScreen(page, trace)
}

/** The spans stand in the tree, and the selected one says what was said. */
async function readTrace(page: Page, url: string, traceId: string): Promise<void> {
  const spans = (await readSpans(url, traceId)).items
  const tree = page.getByRole('treegrid', { name: 'Spans' })
  await expect(tree.locator('[role=row][aria-level]')).toHaveCount(spans.length)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const { name } = spans.find(({ kind }) => kind === 'llm')!
  await tree.getByRole('row').filter({ hasText: name }).first().click()
  await expect(page).toHaveURL(/[?&]span=[0-9a-f]{16}/)
  const detail = await readSpan(url, traceId, new URL(page.url()).searchParams.get('span')!)
  expect(detail.name).toBe(name)
  const pane = page.getByRole('complementary', { name: 'Span details' })
  await expect(pane.getByRole('heading', { level: 2 })).toHaveText(name)
  await pane.getByRole('tab', { name: 'Messages' }).click()
  const texts = detail.messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
  expect(texts.length).toBeGreaterThan(0)
  for (const text of texts) await expect.poll(async () => bare(await pane.innerText())).toContain(bare(text).slice(0, 40))
}

/** Words without the marks and spaces that Markdown turns into looks. */
const bare = (text: string) => text.replace(/[\s`*_#>|-]+/g, '')

/** Reload, and the copied link in a new tab, show what this screen shows. */
async function expectSameElsewhere(page: Page): Promise<void> {
  const before = await screenText(page)
  await page.keyboard.press('ControlOrMeta+Shift+C')
  await expect(page.getByText('Link copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(page.url())
  await page.reload()
  await expectScreen(page, before)
  const tab = await page.context().newPage()
  await tab.goto(link)
  await expectScreen(tab, before)
  await tab.close()
}

async function deleteCrafted(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/p/default/sessions/${encodeURIComponent(ODD_ID)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ODD_ID)
  await page.getByRole('button', { name: 'Session actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete session…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete this session?' })
  await expect(dialog).toContainText('1 trace and 2 spans')
  await dialog.getByRole('button', { name: 'Delete 1 trace' }).click()
  await expect(page).toHaveURL(`${url}/p/default/sessions`)
  const rest = (await readSessions(url, '?from=now-24h&limit=100')).items.map(({ id }) => id)
  expect(rest).not.toContain(ODD_ID)
  await expectListed(page, rest)
  await expect(readSession(url, ODD_ID)).rejects.toThrow('404')
}
