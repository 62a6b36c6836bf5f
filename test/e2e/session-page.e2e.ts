import { expect, test, type Page } from '@playwright/test'
import type { Turn, TurnPage } from '../../src/api/contract/turn.ts'
import { readStories } from '../corpus/recordings.ts'
import { readSessions } from './read.ts'
import { expectLoaded, expectScreen, screenText } from './screen-text.ts'
import { runToEnd, startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchAnswers, watchPage } from './watch-page.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
  expect((await runToEnd(['demo', '--url', server.url, '--sessions', '12'])).code).toBe(0)
})
test.afterAll(() => server.stop())

async function call<T>(path: string, body?: unknown, key?: string): Promise<T> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

/** Sends a recorded session to a project of its own; answers where its page is and its turns as the API tells them. */
async function sendStory(name: string): Promise<{ path: string; turns: readonly Turn[] }> {
  const story = readStories().find((one) => one.name === name)!
  const { id, slug } = await call<{ id: string; slug: string }>('/api/v1/projects', { name: name.replace('/', ' ') })
  const { secret } = await call<{ secret: string }>(`/api/v1/projects/${id}/api-keys`, { name: 'story' })
  for (const { signal, body } of story.requests) await call(`/v1/${signal}`, body, secret)
  const [session] = story.expected.sessions!
  const sessionId = encodeURIComponent(session!.id)
  const read = () => call<TurnPage>(`/api/v1/projects/${id}/sessions/${sessionId}/turns?limit=100`)
  await expect(async () => expect((await read()).items).toHaveLength(session!.traceCount!)).toPass({ timeout: 15_000 })
  return { path: `/p/${slug}/sessions/${sessionId}`, turns: (await read()).items }
}

const STORIES = [
  'vercel-ai-6/conversation',
  'pydantic-ai/chat-v6',
  'openai-agents-openinference/chat',
  'langfuse-python-5/turns',
  'traceloop-sdk-python/turns',
  'openllmetry-python-0.62/agent',
  'langsmith-python/handoff',
  'mastra/agent',
]

const transcriptOf = (page: Page) => page.getByRole('region', { name: 'Conversation' })
const turnOf = (page: Page, turn: number) => transcriptOf(page).locator(`[data-turn="${turn}"]`)
/** Letters and digits alone: Markdown and JSON are drawn otherwise than they are written. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')

/** What is said on the page, by its turn and its place in it. A message that stands twice has two texts. */
async function readMessages(page: Page): Promise<[place: string, text: string][]> {
  return transcriptOf(page)
    .locator('article[data-message]')
    .evaluateAll((articles) =>
      articles.map((article): [string, string] => [
        `${article.closest('[data-turn]')?.getAttribute('data-turn')}.${article.getAttribute('data-message')}`,
        (article as HTMLElement).innerText,
      ]),
    )
}

for (const name of STORIES) {
  test(`the page of ${name} shows what was said, each once and in order`, async ({ page }) => {
    const watched = watchPage(page, server.url)
    const { path, turns } = await sendStory(name)
    await page.goto(server.url + path)
    const seen = new Map<string, string>()
    for (const { index } of turns) {
      if (index > 0) await page.keyboard.press('j')
      await expect(turnOf(page, index + 1)).toHaveAttribute('aria-current', 'true')
      await expectLoaded(page)
      const messages = await readMessages(page)
      expect(new Set(messages.map(([place]) => place)).size).toBe(messages.length)
      for (const [place, text] of messages) seen.set(place, text)
    }
    const said = turns.flatMap(({ index, messages }) =>
      messages.flatMap(({ role, text }, at) =>
        role === 'user' || (role === 'assistant' && text !== '') || role === 'human'
          ? [[`${index + 1}.${at}`, text] as [place: string, text: string]]
          : [],
      ),
    )
    expect(said.length).toBeGreaterThan(1)
    const places = [...seen.keys()]
    const shown = said.map(([place]) => place)
    expect(places.filter((place) => shown.includes(place))).toEqual(shown)
    for (const [place, text] of said) expect(bare(seen.get(place)!), place).toContain(bare(text).slice(0, 60))
    expectQuiet(watched)
  })
}

test('a pause shows its question, how long it took, and its answer in the turn that brought it', async ({ page }) => {
  const { path } = await sendStory('langfuse-python-5/tool-pause')
  await page.goto(server.url + path)
  const asked = turnOf(page, 1).getByRole('group', { name: 'Asked a human' })
  await expect(asked).toContainText('Delete a.txt?')
  await expect(asked).toContainText(/answered after [\d.]+ ms/)
  await asked.getByRole('button', { name: 'turn 2' }).click()
  await expect(turnOf(page, 2)).toHaveAttribute('aria-current', 'true')
  await expect(page).toHaveURL(/[?&]turn=[0-9a-f]{32}/)
  await expect(turnOf(page, 2).getByRole('article', { name: 'Human message' })).toContainText('yes')
  await expect(turnOf(page, 2).getByRole('article', { name: 'Assistant message' }).last()).toContainText('The tool says: a.txt: yes')
  await page.goBack()
  await expect(turnOf(page, 1)).toHaveAttribute('aria-current', 'true')
})

test('a pause that nothing has answered shows since when it waits', async ({ page }) => {
  const [waiting] = (await readSessions(server.url, '?status=waiting')).items
  await page.goto(`${server.url}/p/default/sessions/${waiting!.id}`)
  await page.keyboard.press('w')
  const open = page.getByRole('group', { name: 'Waiting for a human' })
  await expect(open).toContainText(/since \d\d:\d\d:\d\d · \d/)
  await expect(page.getByRole('navigation', { name: 'Outline' }).locator('[aria-current=true]')).toContainText(/\d/)
})

test('the keyboard alone reads a session, its errors and its neighbours', async ({ page }) => {
  const watched = watchPage(page, server.url)
  const press = (keys: string) => page.keyboard.press(keys)
  await page.goto(`${server.url}/p/default/sessions?status=error`)
  const failed = (await readSessions(server.url, '?from=now-24h&status=error')).items
  await expect(page.locator('[data-row="0"]')).toBeVisible()
  await page.locator('[data-row="0"] a[data-name]').focus()
  await press('Enter')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText(failed[0]!.id)
  await expect(page.getByText(`1/${failed.length}`)).toBeVisible()

  await press('e')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector.getByRole('tab', { name: 'Error' })).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/[?&]span=[0-9a-f]{16}/)
  await press('Escape')
  await expect(page).not.toHaveURL(/[?&]span=/)
  await press('s')
  await expect(page).toHaveURL(/[?&]steps=all/)
  await press('p')
  await expect(
    transcriptOf(page)
      .getByRole('button', { name: /System prompt/ })
      .first(),
  ).toHaveAttribute('aria-expanded', 'true')
  await press(']')
  await expect(inspector).toHaveCount(0)
  await press(']')
  await expect(inspector).toBeVisible()

  await press('Shift+J')
  await expect(title).toHaveText(failed[1]!.id)
  await press('Shift+K')
  await expect(title).toHaveText(failed[0]!.id)
  await press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  for (const line of ['Next turn', 'Next error', 'Next session of the list', 'Find in this session', 'Replay'])
    await expect(help).toContainText(line)
  await press('Escape')
  await press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
  expectQuiet(watched)
})

test('what is looked for is found in the whole session and marked where it stands', async ({ page }) => {
  const { path, turns } = await sendStory('vercel-ai-6/failures')
  await page.goto(server.url + path)
  await expect(turnOf(page, 1)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  const field = page.getByRole('textbox', { name: 'Find in this session' })
  const word = turns
    .flatMap(({ messages }) => messages)
    .findLast(({ role }) => role === 'user')!
    .text.split(' ')
    .at(-1)!
  await field.fill(word)
  const bar = page.getByRole('search').filter({ has: field })
  await expect(bar.locator('mark')).toHaveText(word, { ignoreCase: true })
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => [...(CSS.highlights.get('find-current') ?? [])].map(String))).toEqual([word])
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(page).not.toHaveURL(/find=/)
})

async function openFailedSpan(page: Page): Promise<void> {
  const [failed] = (await readSessions(server.url, '?status=error&sort=-traceCount')).items
  const answered = watchAnswers(page)
  await page.goto(`${server.url}/p/default/sessions/${failed!.id}?steps=all&only=problems`)
  await expect(turnOf(page, 1)).toBeVisible()
  await page.getByRole('region', { name: 'Errors of this session' }).getByRole('button').first().click()
  await expect(page).toHaveURL(/[?&]span=/)
  await answered()
}

test('reload, a copied link and going back show the same screen', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openFailedSpan(page)
  const screen = await screenText(page)
  await page.reload()
  await expectScreen(page, screen)
  const other = await page.context().newPage()
  await other.setViewportSize({ width: 1440, height: 900 })
  await other.goto(page.url())
  await expectScreen(other, screen)
  await other.close()
  await page.getByRole('complementary', { name: 'Inspector' }).getByRole('tab', { name: 'Attributes' }).click()
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await expect(page).toHaveURL(/[?&]view=metrics/)
  await page.goBack()
  await page.goBack()
  await expectScreen(page, screen)
})

test('it is accessible and fits on a screen of any width, light and dark', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const width of [1440, 1100, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await openFailedSpan(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectInWindow(page)
      await expectAccessible(page)
    }
    if (width > 1279) continue
    await page.keyboard.press('Escape')
    await expect(page).not.toHaveURL(/[?&]span=/)
    if (width < 1024) {
      await page.getByRole('button', { name: 'Show the outline' }).click()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Find in this session' }).click()
    // No tooltip is open: it lies outside of every landmark.
    await page.mouse.move(width - 2, 2)
    await expectAccessible(page)
  }
})
