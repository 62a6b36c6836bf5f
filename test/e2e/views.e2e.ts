import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { newSpanId, newTraceId, send } from './send.ts'
import { expectSession } from './read.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
  const spans = ['fine', 'failed'].map((how, at) => ({
    traceId: newTraceId(),
    spanId: newSpanId(),
    name: 'chat',
    startMs: Date.now() - 60_000 * (at + 1),
    endMs: Date.now() - 60_000 * (at + 1) + 1000,
    attributes: { 'session.id': `${how} =1+1` },
    status: { code: how === 'failed' ? 2 : 0 },
  }))
  await send(server.url, spans)
  await expectSession(server.url, 'failed =1+1', { traceCount: 1 })
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

test('what is on screen is saved as a view, found again, and taken away as a file', async ({ page }) => {
  const watched = watchPage(page, server.url)
  await page.goto(`${server.url}/p/default/sessions?q=status:error`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('button', { name: 'Save current as…' }).click()
  await page.getByLabel('Name').fill('Only failures')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('button', { name: 'View Only failures', exact: true })).toBeVisible()

  await page.goto(`${page.url().replace('status:error', 'status:ok')}`)
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'View Only failures, changed' }).click()
  await expectAccessible(page)
  await expectInWindow(page)
  await page.getByRole('button', { name: 'Back to saved' }).click()
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(page.getByRole('button', { name: 'View Only failures', exact: true })).toBeVisible()

  await page.goto(`${server.url}/p/default/traces`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('failures')
  await expect(page.getByRole('option', { name: 'Only failures' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sessions\?.*q=status:error/)

  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText('All 1 row that match')).toBeVisible()
  const waiting = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV, columns as shown' }).click()
  const file = await waiting
  expect(file.suggestedFilename()).toMatch(/^default-sessions-.*\.csv$/)
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^id,traceCount,.*\r\nfailed =1\+1,1,1,.*\r\n$/)
  expectQuiet(watched)
})
