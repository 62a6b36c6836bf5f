import { expect, test, type Page } from '@playwright/test'
import { expectSession } from './read.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const MINUTE_MS = 60_000
const TURNS = 5

type Sent = { readonly sessionId: string; readonly traceIds: readonly string[] }

/** Turns of two seconds ten minutes apart, so that a replay leaves out far more than it plays. The third one fails. */
async function sendTurns(url: string): Promise<Sent> {
  const sessionId = 'timeline of turns'
  const startMs = Date.now() - TURNS * 10 * MINUTE_MS
  const traceIds = Array.from({ length: TURNS }, newTraceId)
  await send(
    url,
    traceIds.flatMap((traceId, at) => turn(sessionId, traceId, at, startMs + at * 10 * MINUTE_MS)),
  )
  await expectSession(url, sessionId, { traceCount: TURNS })
  return { sessionId, traceIds }
}

function turn(sessionId: string, traceId: string, at: number, startMs: number): readonly SpanSpec[] {
  const spanId = newSpanId()
  const attributes = { 'session.id': sessionId }
  return [
    { traceId, spanId, name: 'agent', startMs, endMs: startMs + 2000, attributes },
    {
      traceId,
      spanId: newSpanId(),
      parentSpanId: spanId,
      name: 'chat',
      startMs: startMs + 100,
      endMs: startMs + 1900,
      attributes: {
        ...attributes,
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 100 * (at + 1),
        'gen_ai.usage.output_tokens': 20,
        'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: `question number ${at + 1}` }] }]),
        'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: `answer number ${at + 1}` }] }]),
      },
      ...(at === 2 ? { status: { code: 2, message: 'out of quota' } } : {}),
    },
  ]
}

const turnInUrl = (page: Page) => new URL(page.url()).searchParams.get('turn')
const strip = (page: Page) => page.getByRole('region', { name: 'Timeline' })

test('the timeline selects turns by click and by key, its metrics open theirs', async ({ page }) => {
  const server = await startServer()
  const watched = watchPage(page, server.url)
  const { sessionId, traceIds } = await sendTurns(server.url)
  await page.goto(`${server.url}/p/default/sessions/${encodeURIComponent(sessionId)}`)

  await test.step('a click on a bar selects its turn', async () => {
    await strip(page).locator('[data-turn="3"]').click()
    await expect.poll(() => turnInUrl(page)).toBe(traceIds[3])
    await expect(page.getByText('question number 4').first()).toBeVisible()
  })

  await test.step('the error has a glyph that selects its turn', async () => {
    await strip(page).locator('[data-turn="2"]').last().click()
    await expect.poll(() => turnInUrl(page)).toBe(traceIds[2])
    await expect(strip(page).getByRole('slider')).toHaveAttribute('aria-valuetext', /^Turn 3, Error/)
  })

  await test.step('arrows step from turn to turn, Home and End go to the ends', async () => {
    await strip(page).getByRole('slider').press('ArrowRight')
    await expect.poll(() => turnInUrl(page)).toBe(traceIds[3])
    await page.keyboard.press('End')
    await expect.poll(() => turnInUrl(page)).toBe(traceIds[4])
    await page.keyboard.press('Home')
    await expect(strip(page).getByRole('slider')).toHaveAttribute('aria-valuetext', /^Turn 1,/)
  })

  await test.step('it can be put away and stays so', async () => {
    await page.getByRole('button', { name: 'Put the timeline away' }).click()
    await page.reload()
    await expect(strip(page).getByText(`${TURNS} turns in`)).toBeVisible()
    await page.getByRole('button', { name: 'Show the timeline' }).click()
    await expect(strip(page).getByRole('slider')).toBeVisible()
  })

  await test.step('a bar of the metrics opens its turn', async () => {
    await page.getByRole('tab', { name: 'Metrics' }).click()
    await page.getByRole('slider', { name: 'Tokens' }).press('End')
    await expect(page.getByText(`Turn ${TURNS} · Prompt 500`)).toBeVisible()
    await page.getByRole('button', { name: 'Show Tokens as a table' }).click()
    await expect(page.getByRole('region', { name: 'Tokens as a table' }).getByRole('row')).toHaveCount(TURNS + 1)
    await page.getByRole('slider', { name: 'Latency' }).press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect.poll(() => turnInUrl(page)).toBe(traceIds[1])
    await expect(page.getByRole('tab', { name: 'Conversation' })).toHaveAttribute('aria-selected', 'true')
  })

  expectQuiet(watched)
  await server.stop()
})

test('a replay shows what was said as it was said, and comes to the end', async ({ page }) => {
  const server = await startServer()
  const { sessionId } = await sendTurns(server.url)
  await page.goto(`${server.url}/p/default/sessions/${encodeURIComponent(sessionId)}`)
  await expect(page.getByText(`answer number ${TURNS}`).first()).toBeVisible()

  const asked: string[] = []
  // What was said; what the header says may still follow the session.
  page.on('request', (request) => /\/(turns|spans)\b/.test(request.url()) && asked.push(request.url()))
  await page.keyboard.press('r')
  await expect(page.getByText('question number 1').first()).toBeVisible()
  await expect(page.getByText(`answer number ${TURNS}`)).toHaveCount(0)
  await page.getByRole('button', { name: 'Hold' }).click()
  await strip(page).getByRole('slider').press('Home')
  await expect(page.getByText('question number 2')).toHaveCount(0)
  expect(asked).toEqual([])

  await page.getByRole('button', { name: 'Speed 16x' }).click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible()
  await expect(page.getByText(`answer number ${TURNS}`).first()).toBeVisible()
  await page.getByRole('button', { name: 'End the replay' }).click()
  await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible()
  await server.stop()
})

test('timeline and metrics are accessible and in their window, in both themes, wide and narrow', async ({ page }) => {
  const server = await startServer()
  const { sessionId } = await sendTurns(server.url)
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const path = `${server.url}/p/default/sessions/${encodeURIComponent(sessionId)}`
      await page.goto(`${path}?view=metrics`)
      await expect(page.getByRole('region', { name: 'Models in numbers' })).toBeVisible()
      await expectAccessible(page)
      await expectInWindow(page)
      await page.goto(path)
      await expect(strip(page).getByRole('slider')).toBeVisible()
      await page.keyboard.press('r')
      await expect(strip(page).getByRole('slider', { name: 'Replay' })).toBeVisible()
      await expectAccessible(page)
      await expectInWindow(page)
    }
  }
  await server.stop()
})
