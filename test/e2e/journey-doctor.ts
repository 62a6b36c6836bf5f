import { expect, test, type Page } from '@playwright/test'
import type { Doctor } from '../../src/api/contract/doctor.ts'
import { readSpan } from './read.ts'
import { newSpanId, newTraceId, post, send } from './send.ts'
import { expectAccessible, expectQuiet, watchPage } from './watch-page.ts'

/** One red pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='

/** Something is missing: the doctor says what, and the span says how it was read. */
export async function doctorJourney(page: Page, url: string): Promise<void> {
  const watched = watchPage(page, url)
  const { traceId, spanId } = await sendBareCall(url)
  expect((await post(url, { resourceLogs: [] })).status).toBe(400)
  await test.step('asks the doctor what is missing', () => askDoctor(page, url, traceId))
  await test.step('sees how the span was read, and the picture in it', () => readSpanPane(page, url, traceId, spanId))
  expectQuiet(watched)
}

/** A model call without session or tokens, with a picture. */
async function sendBareCall(url: string): Promise<{ traceId: string; spanId: string }> {
  const [traceId, spanId, at] = [newTraceId(), newSpanId(), Date.now() - 90_000]
  const parts = [
    { type: 'text', content: 'What is red?' },
    { type: 'blob', mime_type: 'image/png', content: PIXEL },
  ]
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-4o-mini',
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts }]),
  }
  await send(url, [{ traceId, spanId, name: 'look', startMs: at, endMs: at + 50, attributes }])
  return { traceId, spanId }
}

async function readDoctor(url: string): Promise<Doctor> {
  return (await (await fetch(`${url}/api/v1/projects/default/doctor`)).json()) as Doctor
}

async function askDoctor(page: Page, url: string, traceId: string): Promise<void> {
  await expect
    .poll(async () => (await readDoctor(url)).scopes.flatMap(({ findings }) => findings.flatMap(({ samples }) => samples)))
    .toContainEqual({ traceId })
  await page.goto(`${url}/p/default/start`)
  await page.getByRole('link', { name: 'ingest doctor' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ingest doctor' })).toBeVisible()
  await page.goto(`${url}/p/default/sessions`)
  await page.getByRole('link', { name: 'How to fix it' }).click()
  await expect(page).toHaveURL(`${url}/p/default/doctor`)

  const { scopes, requests } = await readDoctor(url)
  const health = scopes.find(({ scope }) => scope === 'e2e')!
  const card = page.getByRole('region', { name: 'OpenTelemetry e2e' })
  const missing = health.findings.find(({ kind }) => kind === 'no_session')!
  expect(health).toMatchObject({ spans: 1, traces: 1 })
  await expect(card).toContainText('1 span in 1 trace')
  const line = card.getByRole('group').filter({ hasText: 'Traces without a session' })
  await expect(line).toContainText('1 of 1 trace')
  await line.locator('summary').click()
  await expectAccessible(page)
  await line.getByRole('button', { name: /^Copy fix/ }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(missing.fix.code)
  expect(requests).toContainEqual(expect.objectContaining({ kind: 'wrong_signal', path: '/v1/traces', count: 1 }))
  await expect(page.getByRole('region', { name: 'Requests' })).toContainText('Brought nothing that its address takes')
  await line.getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`/traces/${missing.samples[0]!.traceId}`))
}

async function readSpanPane(page: Page, url: string, traceId: string, spanId: string): Promise<void> {
  await page.goto(`${url}/p/default/traces/${traceId}?span=${spanId}`)
  const pane = page.getByRole('complementary', { name: 'Span details' })
  const picture = pane.getByRole('img', { name: 'image/png' })
  await expect(picture).toHaveAttribute('src', new RegExp(`/spans/${spanId}/blobs/[0-9a-f]{64}$`))
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await expectAccessible(page)
  await pane.getByRole('tab', { name: 'Read as' }).click()
  await expect(page).toHaveURL(/[?&]tab=read/)
  const { readings = [] } = await readSpan(url, traceId, spanId)
  const model = readings.find(({ field }) => field === 'requestModel')!
  await expect(pane.getByRole('tabpanel')).toContainText(model.value)
  for (const key of model.keys) await expect(pane.getByRole('tabpanel')).toContainText(key)
  await expectAccessible(page)
}
