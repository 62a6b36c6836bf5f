import { expect, test, type Page } from '@playwright/test'
import { expectSession, readSessions, readSpans, readTraces } from './read.ts'
import { expectLoaded } from './screen-text.ts'
import { newSpanId, newTraceId, send } from './send.ts'
import { runToEnd, startServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, screensOf, watchAnswers, watchPage } from './watch-page.ts'

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }
/** Every size and both themes; colours do not depend on the size, so not every pair of them. */
const VIEWS = [
  { size: WIDE, colorScheme: 'light', isPictured: true },
  { size: { width: 1024, height: 800 }, colorScheme: 'dark' },
  { size: NARROW, colorScheme: 'dark', isPictured: true },
] as const

/** Opens a screen once and looks at it in every view. Pictures are for people; nothing compares them. */
async function look(page: Page, url: string, name: string): Promise<void> {
  await page.setViewportSize(WIDE)
  const answered = watchAnswers(page)
  await page.goto(url)
  // What a screen asks for only once it stands, such as the span that it selects, has come too.
  await answered()
  await expectLoaded(page)
  for (const { size, colorScheme, ...view } of VIEWS) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectLoaded(page)
    await test.step(`${name}, ${size.width} px, ${colorScheme}`, async () => {
      await expectInWindow(page)
      await expectAccessible(page)
    })
    if ('isPictured' in view)
      await page.screenshot({ path: `.reports/screens/${name.replaceAll(' ', '-')}-${size.width}-${colorScheme}.png` })
  }
}

test('every screen is accessible, quiet and in its window, in both themes and three sizes', async ({ page }) => {
  test.setTimeout(480_000)
  const server = await startServer()
  const watched = watchPage(page, server.url)
  await look(page, `${server.url}/p/default/sessions`, 'nothing yet')
  await look(page, `${server.url}/p/default/start`, 'start before data')
  expect((await runToEnd(['demo', '--url', server.url, '--sessions', '12'])).code).toBe(0)
  await sendUnendingId(server.url)
  await decideReading(server.url)
  for (const [name, path] of Object.entries(await findScreens(server.url))) await look(page, server.url + path, name)
  expectQuiet(watched)
  await server.stop()
})

/** A session whose id and words are as long as they come. */
async function sendUnendingId(url: string): Promise<void> {
  const at = Date.now() - 5000
  const attributes = { 'session.id': 'unbroken'.repeat(25), 'input.value': 'wordwithoutend'.repeat(200), 'user.id': 'u'.repeat(200) }
  await send(url, [{ traceId: newTraceId(), spanId: newSpanId(), name: 'name'.repeat(100), startMs: at, endMs: at + 10, attributes }])
  await expectSession(url, attributes['session.id'], { traceCount: 1 })
}

/** Settings that are not empty: an attribute, a price, and a model without one. */
async function decideReading(url: string): Promise<void> {
  const at = Date.now() - 5000
  const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'house-model-7', 'gen_ai.usage.input_tokens': 8318 }
  await send(url, [{ traceId: newTraceId(), spanId: newSpanId(), name: 'chat', startMs: at, endMs: at + 10, attributes }])
  const settings = {
    sessionKeys: ['app.ticket', 'app.'.repeat(50)],
    prices: [{ model: 'our-*', provider: 'us', inputUsd: 1.5, outputUsd: 4 }],
  }
  const changed = await fetch(`${url}/api/v1/projects/default/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })
  expect(changed.status).toBe(200)
  await expect(async () => {
    const unpriced = (await (await fetch(`${url}/api/v1/projects/default/unpriced-models`)).json()) as { items: { model: string }[] }
    expect(unpriced.items.map(({ model }) => model)).toContain('house-model-7')
  }).toPass({ timeout: 15_000 })
}

async function findScreens(url: string): Promise<Record<string, string>> {
  const sessions = (await readSessions(url)).items
  const waiting = sessions.find(({ status }) => status === 'waiting')!
  const [paused] = (await readTraces(url, `?sessionId=${encodeURIComponent(waiting.id)}&sort=-startedAt`)).items
  const spans = (await readSpans(url, paused!.id)).items
  const interrupt = spans.find(({ outcome }) => outcome === 'interrupted')!
  const [failed] = (await readTraces(url, '?status=error')).items
  const error = (await readSpans(url, failed!.id)).items.find(({ outcome }) => outcome === 'error')!
  const call = spans.find(({ kind }) => kind === 'llm')!
  const unbroken = sessions.find(({ id }) => id.startsWith('unbroken'))!
  return {
    ...screensOf({ sessionId: waiting.id, traceId: paused!.id, spanId: call.id }),
    'span interrupt': `/p/default/traces/${paused!.id}?span=${interrupt.id}`,
    'span error': `/p/default/traces/${failed!.id}?span=${error.id}`,
    compare: `/p/default/compare?a=${encodeURIComponent(waiting.id)}&b=${encodeURIComponent(sessions.find(({ id }) => id !== waiting.id)!.id)}`,
    user: `/p/default/users/${'u'.repeat(200)}`,
    'endless id': `/p/default/sessions/${unbroken.id}`,
    'nothing matches': '/p/default/sessions?q=nothing-says-this&status=error',
    'nothing in range': '/p/default/sessions?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z',
    'unknown session': '/p/default/sessions/nobody',
    'unknown trace': `/p/default/traces/${'0'.repeat(31)}1`,
    'unknown project': '/p/nowhere/sessions',
    'unknown address': '/nowhere',
  }
}

test('signing in leads to the screen that was asked for', async ({ page }) => {
  const server = await startServer({ args: ['--auth-token', 'correct-horse-battery'] })
  const watched = watchPage(page, server.url)
  const asked = `${server.url}/p/default/traces?q=status:error`
  await look(page, asked, 'login')
  await expect(page).toHaveURL(/\/login\?next=/)
  const token = page.getByLabel('Token')
  await token.fill('wrong horse')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This is not the token of this server.')).toBeVisible()
  await expectAccessible(page)
  await token.fill('correct-horse-battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(asked)
  await expect(page.getByRole('heading', { level: 1, name: 'Traces' })).toBeVisible()
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Traces' })).toBeVisible()
  expectQuiet(watched)
  await server.stop()
})
