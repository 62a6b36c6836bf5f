import { expect, test, type Browser } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { journey } from './journey.ts'
import { doctorJourney } from './journey-doctor.ts'
import { settingsJourney } from './journey-settings.ts'
import { runToEnd, startEngineAlone, startServer } from './start-server.ts'

async function travel(browser: Browser, url: string): Promise<void> {
  test.setTimeout(240_000)
  const demo = await runToEnd(['demo', '--url', url, '--sessions', '12'])
  expect(demo.code, demo.output).toBe(0)
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await journey(page, url)
  await page.close()
  await doctorJourney(await context.newPage(), url)
  await settingsJourney(await context.newPage(), url)
  await context.close()
}

test('a newcomer finds the way on the embedded engine', async ({ browser }) => {
  const server = await startServer()
  await travel(browser, server.url)
  expect(await server.stop()).toBe(0)
})

test('the same way leads through an engine over TCP', async ({ browser }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sojourn-engine-'))
  const engine = await startEngineAlone(dataDir)
  const server = await startServer({ args: ['--clickhouse-url', engine.url] })
  await travel(browser, server.url)
  expect(await server.stop()).toBe(0)
  await engine.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
