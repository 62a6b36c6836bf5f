import { expect, test, type Page } from '@playwright/test'
import { expectListed, rowsOf } from './screen-text.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { readSessions } from './read.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

const HOSTILE = '<img src=x onerror=alert(1)>\u202Eevil'
let server: RunningServer

test.beforeAll(async () => {
  server = await startServer()
  const daysAgo = (days: number) => Date.now() - days * 86_400_000 - 60_000
  await send(server.url, [
    ...conversation('wanted', 'alice', 'I want a refund', { toolFails: true, startMs: daysAgo(3) }),
    ...conversation('no-error', 'alice', 'I want a refund', { toolFails: false, startMs: daysAgo(4) }),
    ...conversation('other-wish', 'alice', 'Where is my parcel', { toolFails: true, startMs: daysAgo(5) }),
    ...conversation('of-bob', 'bob', 'I want a refund', { toolFails: true, startMs: daysAgo(6) }),
    ...conversation('too-old', 'alice', 'I want a refund', { toolFails: true, startMs: daysAgo(20) }),
    ...conversation('hostile', HOSTILE, 'I want a parcel', { toolFails: false, startMs: daysAgo(2) }),
  ])
  await expect(async () => expect((await readSessions(server.url)).total).toBe(6)).toPass({ timeout: 30_000 })
})
test.afterAll(async () => {
  await server.stop()
})

function conversation(session: string, user: string, words: string, how: { toolFails: boolean; startMs: number }): SpanSpec[] {
  const { toolFails, startMs } = how
  const traceId = newTraceId()
  const rootId = newSpanId()
  const of = { 'session.id': session, 'user.id': user }
  const said = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: words }] }])
  return [
    {
      traceId,
      spanId: rootId,
      name: 'chat',
      startMs,
      endMs: startMs + 900,
      attributes: { ...of, 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm-1', 'gen_ai.input.messages': said },
    },
    {
      traceId,
      spanId: newSpanId(),
      parentSpanId: rootId,
      name: 'execute_tool pay_back',
      startMs: startMs + 100,
      endMs: startMs + 200,
      attributes: { ...of, 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'pay_back' },
      ...(toolFails ? { status: { code: 2, message: 'the till is "closed"' } } : {}),
    },
  ]
}

const filterOf = (page: Page) => page.getByRole('combobox', { name: 'Filter', exact: true })
const openSessions = (page: Page, search = '') => page.goto(`${server.url}/p/default/sessions${search}`)

test('a newcomer finds the sessions of a user with an error in a tool that mention a word, by mouse', async ({ page }) => {
  const watched = watchPage(page, server.url)
  await openSessions(page)
  await page.getByRole('button', { name: 'Last 24 hours' }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await expectListed(page, ['hostile', 'wanted', 'no-error', 'other-wish', 'of-bob'])

  await page.getByRole('button', { name: 'Add filter' }).click()
  const panel = page.getByRole('dialog', { name: 'Add filter' })
  await panel.getByRole('button', { name: 'Error in a tool' }).click()
  await panel.getByRole('button', { name: 'user User id' }).click()
  await expect(panel.getByRole('checkbox', { name: /^bob/ })).toBeVisible()
  await panel.getByRole('checkbox', { name: /^alice/ }).check()
  await panel.getByRole('button', { name: 'Back to fields' }).click()
  await panel.getByRole('button', { name: 'text Words' }).click()
  await panel.getByRole('textbox', { name: 'Mentions' }).fill('refund')
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.getByRole('button', { name: 'Done' }).click()
  await expectListed(page, ['wanted'])
  await expect(page.getByRole('list', { name: 'Terms' }).getByRole('listitem')).toHaveText(['Error in a tool', 'user:alice'])
  expectQuiet(watched)
})

test('the same is typed with completion, changed in place and taken back', async ({ page }) => {
  await openSessions(page, '?from=now-7d')
  await expect(rowsOf(page)).toHaveCount(5)
  await page.keyboard.press('/')
  await page.keyboard.type('error in a t')
  await expect(page.getByRole('option', { name: /^Error in a tool/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type('us')
  await page.keyboard.press('Tab')
  await expect(filterOf(page)).toHaveValue('user:')
  await expect(page.getByRole('option', { name: /^alice/ })).toBeVisible()
  await page.keyboard.type('al')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: /^alice/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await page.keyboard.type('refund')
  await expect(page).toHaveURL(/q=any%28span\+kind:tool\+status:error%29\+user:alice\+refund/)
  await expectListed(page, ['wanted'])

  // The last chip, turned around and edited in its place.
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('-')
  await expectListed(page, ['of-bob'])
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Edit -user:alice' }).fill('user:bob,alice')
  await page.keyboard.press('Enter')
  await expectListed(page, ['wanted', 'of-bob'])
  await page.getByRole('button', { name: 'user: bob, alice. Edit' }).focus()
  await page.keyboard.press('Delete')
  await expect(page).toHaveURL(/q=any%28span\+kind:tool\+status:error%29\+refund/)
  await page.goBack()
  await expect(page).toHaveURL('about:blank')
})

test('what cannot be asked is amber and left out, and an empty list says which term emptied it', async ({ page }) => {
  await openSessions(page, '?from=now-7d&q=user:alice+foo:1+status:nope')
  await expectListed(page, ['wanted', 'no-error', 'other-wish'])
  await expect(page.getByText('2 terms left out: Unknown field `foo`.')).toBeVisible()
  const faulty = page.getByRole('button', { name: 'foo: 1, left out. Edit' })
  await expect(faulty).toHaveAccessibleDescription(/Unknown field `foo`/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await filterOf(page).click()
    await expect(page.getByRole('listbox')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add filter' }).click()
    await expect(page.getByRole('dialog', { name: 'Add filter' })).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await openSessions(page, '?from=now-7d&userId=alice&q=nothing-says-this')
  await expect(page).toHaveURL(/q=nothing-says-this\+user:alice$/)
  await expect(page.getByRole('listitem').filter({ hasText: 'nothing-says-this' })).toContainText('3 without it')
  await page.getByRole('button', { name: 'Remove filter nothing-says-this from the list' }).click()
  await expect(rowsOf(page)).toHaveCount(3)
})

test('a list is filtered to a value that is seen, however hostile it is, also on a phone', async ({ page }) => {
  const watched = watchPage(page, server.url)
  await page.setViewportSize({ width: 390, height: 800 })
  await openSessions(page, '?from=now-7d')
  await filterOf(page).fill('user:')
  await page.getByRole('option', { name: /onerror/ }).click()
  await expectListed(page, ['hostile'])
  await expectInWindow(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${server.url}/p/default/sessions/wanted`)
  const strip = page.getByRole('region', { name: 'Errors of this session' })
  await strip.getByRole('button', { name: /^Filter by error/ }).click()
  await page.getByRole('menuitem', { name: 'Show sessions with this' }).click()
  await expect(page.getByRole('button', { name: /^error: the till is "closed"/ })).toBeVisible()
  expectQuiet(watched)
})
