import { expect, test, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Turn } from '../../src/api/contract/turn.ts'
import { readSessions } from './read.ts'
import { runToEnd, startServer } from './start-server.ts'
import { expectQuiet, watchPage } from './watch-page.ts'

test('a session is taken along: as Markdown, as JSON, as a call of the API, as a command', async ({ browser }) => {
  const server = await startServer()
  expect((await runToEnd(['demo', '--url', server.url, '--sessions', '11'])).code).toBe(0)
  const [{ id } = { id: '' }] = (await readSessions(server.url, '?status=waiting')).items
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const watched = watchPage(page, server.url)
  await page.goto(`${server.url}/p/default/sessions/${encodeURIComponent(id)}`)

  expect(await copied(page, 'Copy link', 'Link copied')).toBe(page.url())
  expect(await copied(page, 'Copy id', 'Id copied')).toBe(id)
  const markdown = await copied(page, 'Copy transcript as Markdown', /^Transcript of 2 turns copied$/)
  expect(markdown.match(/^#+ .*$/gm)).toEqual([
    `# Session ${id}`,
    expect.stringMatching(/^## Turn 1 · /),
    expect.stringMatching(/^## Turn 2 · /),
  ])
  const command = await copied(page, 'Copy as command', 'Command copied')
  expect(command).toBe(`sojourn session --url ${server.url} ${id}`)
  expect((await runToEnd([...command.split(' ').slice(1), '--markdown'])).output).toBe(markdown)

  const call = await copied(page, 'Copy as API call', 'API call copied')
  const { items } = JSON.parse(execFileSync('bash', ['-c', call], { encoding: 'utf8' })) as { items: Turn[] }
  const downloading = page.waitForEvent('download')
  await choose(page, 'Export as JSON')
  const exported = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as { session: { id: string }; turns: Turn[] }
  expect(exported.session.id).toBe(id)
  expect(exported.turns).toEqual(items)

  expectQuiet(watched)
  await context.close()
  await server.stop()
})

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Session actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function copied(page: Page, item: string, said: string | RegExp): Promise<string> {
  await choose(page, item)
  await expect(page.getByText(said).last()).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}
