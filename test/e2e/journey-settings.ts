import { expect, test, type Page } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import type { TraceRow } from '../../src/api/contract/trace.ts'
import { expectLoaded, listedIds } from './screen-text.ts'
import { newSpanId, newTraceId, otlp, post } from './send.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const CHECKS = ['Request seen', 'Key accepted', 'Spans decoded', 'Session id found', 'Messages found', 'Usage found']

/** A project of one's own: made, given a key, connected by the page's own snippet, renamed. */
export async function settingsJourney(page: Page, url: string): Promise<void> {
  const watched = watchPage(page, url)
  await test.step('makes a project', () => createProject(page, url))
  await test.step('connects with the snippet of the page', () => connect(page, url))
  await test.step('makes a key that works until it is deleted', () => keepKey(page, url))
  await test.step('says where its sessions are and what its model costs', () => decideReading(page, url))
  await test.step('renames the project', () => rename(page, url))
  expectQuiet(watched)
}

async function createProject(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Project Default' }).click()
  await page.getByRole('menuitem', { name: 'New project…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New project' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Night Shift')
  await dialog.getByRole('button', { name: 'Create project' }).click()
  await expect(page).toHaveURL(`${url}/p/night-shift/start`)
}

async function connect(page: Page, url: string): Promise<void> {
  const checks = page.getByRole('listitem').filter({ hasText: /: (yes|not yet)/ })
  await expect(checks).toHaveCount(CHECKS.length)
  await expect(checks.filter({ hasText: ': yes' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('it is not shown again')).toBeVisible()
  await page.getByRole('tab', { name: 'curl' }).click()
  const snippet = (await page.getByRole('region', { name: 'curl code' }).locator('span.block').allTextContents())
    .map((line) => (line === '\n' ? '' : line))
    .join('\n')
  await page.getByRole('button', { name: 'Copy curl' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(snippet)
  await runSnippet(snippet)
  for (const check of CHECKS) await expect(checks.filter({ hasText: check })).toContainText(': yes')
  await page.getByRole('link', { name: 'Open the sessions' }).click()
  await expect(page).toHaveURL(`${url}/p/night-shift/sessions`)
  await expect(async () => expect(await listedIds(page)).toEqual(['my-first-session'])).toPass({ timeout: 15_000 })
}

/** As pasted into a terminal; where there is no curl, the same request by other means. */
async function runSnippet(snippet: string): Promise<void> {
  if (spawnSync('curl', ['--version']).status === 0) {
    const { status, stderr } = spawnSync('bash', ['-c', snippet], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    return
  }
  const fill: Record<string, string> = { now: String(Math.floor(Date.now() / 1000)), trace: newTraceId(), span: newSpanId() }
  const body = /<<EOF\n([\s\S]*)\nEOF/.exec(snippet)![1]!.replace(/\$\{?(now|trace|span)\}?/g, (_, name: string) => fill[name]!)
  const headers = Object.fromEntries([...snippet.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name!, value!]))
  const response = await fetch(/curl -sS '([^']+)'/.exec(snippet)![1]!, { method: 'POST', headers, body: body.replaceAll('\\\\', '\\') })
  expect(response.status).toBe(200)
}

async function keepKey(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/p/night-shift/settings/keys`)
  await page.getByRole('textbox', { name: 'What it is for' }).fill('the night bot')
  await page.getByRole('button', { name: 'Create key' }).click()
  const secret = await page.getByRole('status').locator('code').innerText()
  await page.getByRole('button', { name: 'Copy key' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  const sent = () => post(url, otlp([]), { authorization: `Bearer ${secret}` }).then(({ status }) => status)
  expect(await sent()).toBe(200)

  await page.reload()
  const row = page.getByRole('row').filter({ hasText: 'the night bot' })
  await expect(row).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
  await row.getByRole('button', { name: 'Delete the night bot' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete key' }).click()
  await expect(row).toHaveCount(0)
  // The gate remembers a key for a moment.
  await expect.poll(sent).toBe(401)
}

/** An attribute and a price of one's own, both seen at work on the next span. */
async function decideReading(page: Page, url: string): Promise<void> {
  const { secret } = (await (
    await fetch(`${url}/api/v1/projects/night-shift/api-keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'reading' }),
    })
  ).json()) as { secret: string }
  const sendCall = async (ticket: string, more: Record<string, string> = {}) => {
    const attributes = { 'app.ticket': ticket, 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'house-model-7' }
    const usage = { 'gen_ai.usage.input_tokens': 2_000_000, 'gen_ai.usage.output_tokens': 1_000_000 }
    const endMs = Date.now()
    const span = {
      traceId: newTraceId(),
      spanId: newSpanId(),
      startMs: endMs - 1000,
      endMs,
      attributes: { ...attributes, ...usage, ...more },
    }
    expect((await post(url, otlp([span]), { authorization: `Bearer ${secret}` })).status).toBe(200)
    return span
  }
  const first = await sendCall('T-1')
  await page.goto(`${url}/p/night-shift/traces/${first.traceId}`)
  await expect(page.getByText('Session T-1')).toHaveCount(0)
  await expect(page.getByRole('link', { name: '1 model without a price' })).toBeVisible()

  await page.getByRole('link', { name: '1 model without a price' }).click()
  await setPrice(page)

  const moved = await sendCall('T-1', { 'session.id': 'old-home' })
  await expectSessionOf(url, moved.traceId, 'old-home')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Sessions' }).click()
  await page.getByRole('textbox', { name: 'Attribute' }).fill('app.ticket')
  await page.getByRole('button', { name: 'Add attribute' }).click()
  await page.getByRole('button', { name: 'Try on recent spans' }).click()
  const tried = page.getByRole('region', { name: 'Attributes tried' }).getByRole('row').filter({ hasText: 'app.ticket' })
  await expect(tried.getByRole('cell')).toHaveText(['2', '2', '1', 'T-1'])
  await expect(page.getByText('1 trace would move to another session')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'old-home' })).toContainText('T-1')
  await expectFit(page)
  const keys = page.getByRole('region', { name: 'Session id' })
  await keys.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The session attributes are saved.')).toBeVisible()
  await page.getByRole('switch', { name: 'Infer sessions' }).check()
  await page.getByRole('textbox', { name: 'Minutes of silence' }).fill('45')
  await page.keyboard.press('Enter')
  await expect(page.getByText('How sessions are inferred is saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Infer sessions' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Minutes of silence' })).toHaveValue('45')

  const second = await sendCall('T-2')
  await page.goto(`${url}/p/night-shift/sessions/T-2`)
  await expect(page.getByText('≈ $7.00').first()).toBeVisible()
  await page.goto(`${url}/p/night-shift/traces/${second.traceId}?span=${second.spanId}`)
  await expect(page.getByRole('link', { name: 'Session T-2' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Span details' }).getByText('≈ $7.00')).toBeVisible()

  await page.goto(`${url}/p/night-shift/settings/sessions`)
  await page.getByRole('button', { name: 'Remove app.ticket' }).click()
  await keys.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The session attributes are saved.')).toBeVisible()
  await page.goto(`${url}/p/night-shift/settings/prices`)
  await page.getByRole('button', { name: 'Remove the price of house-*' }).click()
  await expect(page.getByText('There is no price yet')).toBeVisible()
}

async function expectSessionOf(url: string, traceId: string, sessionId: string): Promise<void> {
  await expect
    .poll(async () => ((await (await fetch(`${url}/api/v1/projects/night-shift/traces/${traceId}`)).json()) as TraceRow).sessionId)
    .toBe(sessionId)
}

/** What only shows after a click is as accessible as the rest, and fits a phone. */
async function expectFit(page: Page): Promise<void> {
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  await expectInWindow(page)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectAccessible(page)
  }
  await page.setViewportSize(size)
}

/** From the list of what has no price, over a typing error, to a call worked out. */
async function setPrice(page: Page): Promise<void> {
  const unpriced = page.getByRole('region', { name: 'Unpriced models' }).getByRole('row').filter({ hasText: 'house-model-7' })
  await expect(unpriced.getByRole('cell').first()).toHaveText('not named')
  await unpriced.getByRole('button', { name: 'Add a price for house-model-7' }).click()
  const model = page.getByRole('textbox', { name: 'Model', exact: true })
  const output = page.getByRole('spinbutton', { name: 'Output' })
  await expect(page.getByRole('spinbutton', { name: 'Input', exact: true })).toBeFocused()
  await expect(model).toHaveValue('house-model-7')
  await model.fill('house-*')
  await page.getByRole('spinbutton', { name: 'Input', exact: true }).fill('1.5')
  await output.fill('40')
  await page.keyboard.press('Enter')
  const price = page.getByRole('row').filter({ hasText: 'house-*' })
  await expect(price).toContainText('$40')
  await expect(page.getByText('Every model of the last 30 days has a price.')).toBeVisible()
  await price.getByRole('button', { name: 'Change the price of house-*' }).click()
  await expect(output).toHaveValue('40')
  await output.fill('4')
  await page.keyboard.press('Enter')
  await expect(price.getByRole('cell')).toHaveText(['any', '$1.5', 'as input', 'as input', '$4', ''])

  await page.getByRole('textbox', { name: 'Model of the call' }).fill('house-of-cards')
  await page.getByRole('spinbutton', { name: 'Prompt tokens' }).fill('1000000')
  await page.getByRole('button', { name: 'Work it out' }).click()
  await expect(page.getByText('≈ $1.50')).toBeVisible()
  await expect(page.getByText('by the project’s price of house-*')).toBeVisible()
  await expectFit(page)
  await page.getByRole('textbox', { name: 'Model of the call' }).fill('nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No price is known for this model.')).toBeVisible()
}

async function rename(page: Page, url: string): Promise<void> {
  await page.getByRole('link', { name: 'General' }).click()
  await page.getByRole('textbox', { name: 'Project name' }).fill('Day Shift')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Project Day Shift' })).toBeVisible()
  await page.reload()
  await expectLoaded(page)
  await expect(page.getByRole('textbox', { name: 'Project name' })).toHaveValue('Day Shift')
  const { items } = (await (await fetch(`${url}/api/v1/projects`)).json()) as { items: { name: string }[] }
  expect(items.map(({ name }) => name).sort()).toEqual(['Day Shift', 'Default'])
}
