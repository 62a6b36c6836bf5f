import { expect, test, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { formatCompact, formatCost } from '../../src/base/format/number.ts'
import { readSessions, readTraces } from './read.ts'
import { expectLoaded, rowsOf } from './screen-text.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const HOUR_MS = 3_600_000
const ERROR = 'Request timed out, "really"'
/** The start of an hour long enough ago that nothing of it is cut off. */
const BUSY_MS = Math.floor(Date.now() / HOUR_MS - 30) * HOUR_MS

/** Three traces in the busy hour, one of them with an error, one that reaches into the next hour, and one more in each of the next days. */
function traces(): readonly SpanSpec[] {
  const starts = [5, 10, 59].map((minutes) => BUSY_MS + minutes * 60_000).concat(BUSY_MS - 26 * HOUR_MS, BUSY_MS - 50 * HOUR_MS)
  return starts.flatMap((startMs, at) => {
    const trace = { traceId: newTraceId(), startMs, endMs: startMs + 90_000 + at * 1000 }
    const root = newSpanId()
    const call = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': at % 2 === 0 ? 'gpt-4o' : 'gpt-4o-mini',
      'gen_ai.provider.name': 'openai',
      'gen_ai.usage.input_tokens': 1000 + at,
      'gen_ai.usage.output_tokens': 100,
    }
    const failure =
      at === 1
        ? { status: { code: 2 }, events: [{ name: 'exception', attributes: { 'exception.type': 'Timeout', 'exception.message': ERROR } }] }
        : {}
    return [
      { ...trace, spanId: root, name: `agent ${at % 2}`, attributes: { 'session.id': `s${Math.floor(at / 2)}`, 'input.value': 'hello' } },
      { ...trace, spanId: newSpanId(), parentSpanId: root, name: 'chat', attributes: call, ...failure },
    ]
  })
}

const chartOf = (page: Page, title: string) => page.getByRole('slider', { name: title })
const tileOf = (page: Page, label: string) => page.locator(`[data-tile="${label}"]`)

async function expectTiles(page: Page, url: string): Promise<void> {
  const query = '?from=now-7d&limit=1'
  const [sessions, traces] = [await readSessions(url, query), await readTraces(url, query)]
  await expect(tileOf(page, 'Sessions')).toHaveText(formatCompact(sessions.total))
  await expect(tileOf(page, 'Traces')).toHaveText(formatCompact(traces.total))
  await expect(tileOf(page, 'Tokens')).toHaveText(formatCompact(traces.sums.totalTokens))
  await expect(tileOf(page, 'Cost')).toHaveText(`≈ ${formatCost(traces.sums.costUsd)}`)
  await expect(tileOf(page, 'Error rate')).toHaveText('20 %')
}

test('the dashboard says what the lists say, and leads to them', async ({ page }) => {
  const server = await startServer()
  await send(server.url, traces())
  await expect(async () => expect((await readTraces(server.url, '?from=now-7d')).sums.totalTokens).toBe(5510)).toPass()
  const watched = watchPage(page, server.url)
  await page.setViewportSize({ width: 1440, height: 1400 })
  await page.goto(`${server.url}/p/default/sessions`)
  await expectLoaded(page)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByText('No traces in this time range')).toBeVisible()
  await page.getByRole('button', { name: 'Jump there' }).click()
  await expect(page).toHaveURL(/dashboard\?from=now-7d$/)
  await expectLoaded(page)

  await test.step('the tiles are the sums of the lists', () => expectTiles(page, server.url))

  await test.step('its table has the numbers of the chart, and so has its file', async () => {
    const title = 'Traces over time'
    const chart = chartOf(page, title)
    await chart.press('Home')
    const said: string[] = []
    for (let at = 0; at < Number(await chart.getAttribute('aria-valuemax')); at++) {
      said.push((await chart.getAttribute('aria-valuetext'))!)
      await chart.press('ArrowRight')
    }
    await page.getByRole('button', { name: `Show ${title} as a table` }).click()
    const rows = page.getByRole('region', { name: `${title} as a table` }).locator('tbody tr')
    await expect(rows).toHaveCount(said.length)
    const table = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)))
    for (const [at, [time, ok, , , error, total]] of table.entries()) {
      const parts = [ok !== '0' && `ok ${ok}`, error !== '0' && `error ${error}`].filter((part) => part !== false)
      expect(said[at]).toBe(`${time} · ${parts.length > 1 ? [total, ...parts].join(' · ') : (parts[0] ?? '0')}`)
    }
    expect(table.reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(5)
    await page.getByRole('button', { name: `More of ${title}` }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Download CSV' }).click()])
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines[0]).toBe('Time,ok,running,waiting,error,Total')
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(table.map((row) => row.at(-1)))
    await page.getByRole('button', { name: `Show ${title} as a chart` }).click()
  })

  await test.step('a picture is drawn of what is on screen', async () => {
    await page.getByRole('button', { name: 'More of Trace latency' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Download picture' }).click()])
    expect(
      readFileSync(await file.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  await test.step('a brush sets the range, Esc takes it back', async () => {
    const box = (await chartOf(page, 'Tokens over time').boundingBox())!
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + box.width * 0.4, y)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 })
    await page.mouse.up()
    await expect(page).toHaveURL(/from=\d{4}.*&to=\d{4}/)
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/dashboard\?from=now-7d$/)
    await expectLoaded(page)
  })

  await test.step('it is accessible in both themes and on a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await expectInWindow(page)
    await page.setViewportSize({ width: 1440, height: 1400 })
  })

  await test.step('a bar opens a list of as many traces as it shows', async () => {
    await page.goto(
      `${server.url}/p/default/dashboard?from=${new Date(BUSY_MS - 2 * HOUR_MS).toISOString()}&to=${new Date(BUSY_MS + 58 * HOUR_MS).toISOString()}`,
    )
    const chart = chartOf(page, 'Traces over time')
    await chart.press('Home')
    while (!(await chart.getAttribute('aria-valuetext'))!.includes(' · 3 · ')) await chart.press('ArrowRight')
    await chart.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Traces' })).toBeVisible()
    await expect(rowsOf(page)).toHaveCount(3)
    await page.goBack()
    await page.getByRole('link', { name: `Timeout ${ERROR}` }).click()
    await expect(rowsOf(page)).toHaveCount(1)
  })
  expectQuiet(watched)
  await server.stop()
})
