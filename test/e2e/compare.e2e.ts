import { expect, test, type Page } from '@playwright/test'
import { expectSession } from './read.ts'
import { newSpanId, newTraceId, send, type SpanSpec } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectAccessible, expectInWindow, expectQuiet, watchPage } from './watch-page.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const FIRST_MS = Date.now() - 3_600_000
type TurnSpec = { user: string; assistant: string; tool?: { name: string; given: object }; tokens?: number; ms?: number }

function spansOf(sessionId: string, turns: readonly TurnSpec[]): SpanSpec[] {
  return turns.map(({ user, assistant, tool, tokens = 100, ms = 1000 }, at) => {
    const call = tool && { type: 'tool_call', id: `call-${at}`, name: tool.name, arguments: tool.given }
    return {
      traceId: newTraceId(),
      spanId: newSpanId(),
      name: 'chat gpt-4o',
      startMs: FIRST_MS + at * 5000,
      endMs: FIRST_MS + at * 5000 + ms,
      attributes: {
        'session.id': sessionId,
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': tokens,
        'gen_ai.usage.output_tokens': 10,
        'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: user }] }]),
        'gen_ai.output.messages': JSON.stringify([
          { role: 'assistant', parts: [{ type: 'text', content: assistant }, ...(call ? [call] : [])], finish_reason: 'stop' },
        ]),
      },
    }
  })
}

async function sendSession(id: string, turns: readonly TurnSpec[]): Promise<void> {
  await send(server.url, spansOf(id, turns))
  await expectSession(server.url, id, { traceCount: turns.length })
}

const pairsOf = (page: Page) => page.getByRole('list', { name: 'Pairs of turns' }).getByRole('listitem')
const labelsOf = async (page: Page) => Promise.all((await pairsOf(page).all()).map((pair) => pair.getAttribute('aria-label')))

const HELLO = { user: 'Hello', assistant: 'Good morning.' }
const COUNT = { user: 'how many males?', assistant: 'There were 577 males.', tool: { name: 'run_sql', given: { sql: 'count males' } } }

test('two sessions stand side by side, each turn beside the one in which the user said the same', async ({ page }) => {
  await sendSession('before', [HELLO, { user: 'show tables', assistant: 'titanic' }, COUNT])
  const after = {
    ...COUNT,
    user: 'How many males',
    assistant: 'There were 843 males.',
    tool: { name: 'run_sql', given: { sql: 'count all' } },
  }
  await sendSession('after', [HELLO, { ...after, tokens: 130, ms: 1400 }, { user: 'bye', assistant: 'Bye.' }])
  const watched = watchPage(page, server.url)
  await page.goto(`${server.url}/p/default/compare?a=before&b=after`)

  const labels = ['Turn 1 of A and turn 1 of B', 'Turn 2 of A, which B lacks', 'Turn 3 of A and turn 2 of B', 'Turn 3 of B, which A lacks']
  await expect.poll(() => labelsOf(page)).toEqual(labels)
  const counted = pairsOf(page).nth(2)
  await expect(counted.locator('del')).toHaveText(['how', '?', '577', 'males'])
  await expect(counted.locator('ins')).toHaveText(['How', '843', 'all'])
  await expect(counted).toContainText('prompt +30')
  await expect(counted).toContainText('time +400 ms')
  await expect(pairsOf(page).nth(0)).toContainText('A = B')
  await expect(pairsOf(page).nth(1)).toContainText('has no such turn')
  await expect(page.getByLabel('Totals')).toContainText('Prompt300 → 330+30')

  await page.keyboard.press('d')
  await expect.poll(() => labelsOf(page)).toEqual(labels.slice(1))
  await expect(page).toHaveURL(/only=differences/)
  await page.keyboard.press('j')
  await expect(pairsOf(page).nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(pairsOf(page).nth(0)).toBeFocused()
  await page.keyboard.press('d')
  await page.keyboard.press('x')
  await expect(page).toHaveURL(/a=after&b=before/)
  await expect(pairsOf(page).nth(1)).toHaveAttribute('aria-label', 'Turn 2 of B, which A lacks')

  for (const [width, colorScheme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectInWindow(page)
    await expectAccessible(page)
    await page.screenshot({ path: `.reports/screens/compare-${width}-${colorScheme}.png` })
  }
  expectQuiet(watched)
})

test('hundreds of turns are drawn only where they are looked at', async ({ page }) => {
  const turns = (word: string) =>
    Array.from({ length: 500 }, (_, at) => ({ user: `question ${at}`, assistant: `${at % 7 === 0 ? word : 'same'} ${at}` }))
  await sendSession('long one', turns('one'))
  await sendSession('long two', turns('two'))
  await page.goto(`${server.url}/p/default/compare?a=long+one&b=long+two`)
  await expect(pairsOf(page).first()).toContainText('question 0')
  expect(await pairsOf(page).count()).toBeLessThan(30)
  await expect(pairsOf(page).first()).toHaveAttribute('aria-setsize', '500')
  await page.keyboard.press('End')
  await expect(pairsOf(page).last()).toHaveAttribute('aria-label', 'Turn 500 of A and turn 500 of B')
  await expect(pairsOf(page).last()).toContainText('question 499')
  await page.keyboard.press('d')
  await expect(pairsOf(page).first()).toHaveAttribute('aria-setsize', '72')
})

test('the other session is chosen by its id or from the latest, and a wrong one is said to be wrong', async ({ page }) => {
  await sendSession('chosen', [HELLO])
  await sendSession('other', [HELLO])
  await page.goto(`${server.url}/p/default/sessions/chosen`)
  await page.getByRole('button', { name: 'Session actions' }).click()
  await page.getByRole('menuitem', { name: 'Compare with…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare with' })
  await expect(dialog.getByRole('button', { name: /other/ })).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /other/ }).click()
  await expect(page).toHaveURL(/compare\?a=chosen&b=other/)
  await expect.poll(() => labelsOf(page)).toEqual(['Turn 1 of A and turn 1 of B'])
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'No turn differs' })).toBeVisible()

  await page.goto(`${server.url}/p/default/compare?a=chosen`)
  await expect(page.getByText('Session B is not chosen yet.')).toBeVisible()
  await page.goto(`${server.url}/p/default/compare?a=chosen&b=nobody`)
  await expect(page.getByText('There is no such session in this project')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Choose session B' }).click()
  await page.getByLabel('Session id, or words said in it').fill('other')
  await page.keyboard.press('Enter')
  await expect.poll(() => labelsOf(page)).toEqual(['Turn 1 of A and turn 1 of B'])
})

test('two rows of the list are selected and compared', async ({ page }) => {
  await sendSession('row one', [HELLO])
  await sendSession('row two', [HELLO])
  await page.goto(`${server.url}/p/default/sessions?from=all&q=row&sort=id`)
  await page.getByRole('link', { name: 'row one' }).focus()
  await page.keyboard.press('x')
  await expect(page.getByText('Select another one to compare them.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(page).toHaveURL(/compare\?a=row\+one&b=row\+two/)
  await expect(page.getByRole('heading', { name: 'Compare sessions' })).toBeVisible()
})
