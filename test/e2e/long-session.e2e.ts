import { expect, test, type Page } from '@playwright/test'
import { RARE_TURNS, RARE_WORD, sendLongConversation, SPANS_PER_TURN } from '../../bench/long-conversation.ts'
import type { TurnPage } from '../../src/api/contract/turn.ts'
import { startServer } from './start-server.ts'
import { expectQuiet, watchPage } from './watch-page.ts'

const TURNS = 500
const MOST_NODES = 4_000
const SESSION = 'five hundred turns'

const transcriptOf = (page: Page) => page.getByRole('region', { name: 'Conversation' })
const turnOf = (page: Page, turn: number) => transcriptOf(page).locator(`[data-turn="${turn}"]`)
const nodesOf = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length)

test('a session of five hundred turns and 20,000 spans opens, scrolls, and finds what was never loaded', async ({ page }) => {
  test.setTimeout(400_000)
  const server = await startServer()
  const watched = watchPage(page, server.url)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  const loaded = watchTurns(page)
  await sendLongConversation(server.url, { sessionId: SESSION, turns: TURNS, firstMs: Date.now() - 10 * 3_600_000 })
  const address = `/sessions/${encodeURIComponent(SESSION)}`
  const spanCount = async () =>
    ((await (await fetch(`${server.url}/api/v1/projects/default${address}`)).json()) as { spanCount?: number }).spanCount
  await expect.poll(spanCount, { timeout: 60_000 }).toBe(TURNS * SPANS_PER_TURN)

  await page.setViewportSize({ width: 1440, height: 900 })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url().split('/sessions/')[1] ?? ''))
  await page.goto(`${server.url}/p/default${address}`)
  const startedAt = Date.now()
  await expect(turnOf(page, 1).getByRole('article', { name: 'User message' })).toContainText('Question 0')
  console.log(`page → first turns: ${Date.now() - startedAt} ms`)
  // What is asked for before the app is there is what the app asks for, once.
  expect(asked.filter((one) => one === `${encodeURIComponent(SESSION)}/turns?limit=6&steps=tools`)).toHaveLength(1)

  const outline = page.getByRole('navigation', { name: 'Outline' })
  await expect(outline).toContainText(`${TURNS} turns`)
  await outline.getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(turnOf(page, 2)).toHaveAttribute('aria-current', 'true')
  expect(await nodesOf(page)).toBeLessThan(MOST_NODES)

  const [early, late] = RARE_TURNS
  expect(loaded.has(late)).toBe(false)
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('textbox', { name: 'Find in this session' }).fill(RARE_WORD)
  await expectFound(page, early + 1, '1 of 2')
  expect(loaded.has(late)).toBe(false)
  await page.keyboard.press('Enter')
  await expectFound(page, late + 1, '2 of 2')
  await expect(
    turnOf(page, late + 1)
      .getByRole('article', { name: 'Assistant message' })
      .last(),
  ).toContainText(RARE_WORD)
  expect(loaded.has(late)).toBe(true)
  expect(await nodesOf(page)).toBeLessThan(MOST_NODES)
  await page.keyboard.press('Escape')

  await transcriptOf(page).hover()
  await page.mouse.wheel(0, 100)
  const frames = await scrollThrough(page)
  console.log(`scrolling: frame p50 ${frames.p50} ms, p95 ${frames.p95} ms of ${frames.count}; at most ${frames.mostNodes} elements`)
  expect(frames.mostNodes).toBeLessThan(MOST_NODES)
  await expect(turnOf(page, TURNS).getByRole('article', { name: 'User message' })).toContainText(`Question ${TURNS - 1}`)
  await expect(outline.locator('[aria-current=true]')).toHaveText(/^(49[2-9]|500)\D/)
  expect(complaints).toEqual([])
  expectQuiet(watched)
  await server.stop()
})

/** Indexes of the turns that the page was given. */
function watchTurns(page: Page): ReadonlySet<number> {
  const loaded = new Set<number>()
  page.on('response', async (response) => {
    if (!/\/turns\?/.test(response.url())) return
    const { items } = (await response.json().catch(() => ({ items: [] }))) as TurnPage
    for (const { index } of items) loaded.add(index)
  })
  return loaded
}

async function expectFound(page: Page, turn: number, count: string): Promise<void> {
  await expect(page.getByRole('search').filter({ hasText: 'Turn' })).toContainText(count, { timeout: 30_000 })
  await expect(turnOf(page, turn)).toHaveAttribute('aria-current', 'true')
  await expect.poll(() => page.evaluate(() => [...(CSS.highlights.get('find-current') ?? [])].map(String))).toEqual([RARE_WORD])
}

/** From the first turn until the last one is drawn, in brisk steps, the time between frames noted. */
function scrollThrough(page: Page): Promise<{ p50: number; p95: number; count: number; mostNodes: number }> {
  return page.evaluate(
    (last) =>
      new Promise((resolve) => {
        const scroller = document.querySelector('[role=region][aria-label=Conversation]')!
        const deltas: number[] = []
        let [before, mostNodes] = [0, 0]
        scroller.scrollTop = 0
        const step = (now: number) => {
          if (before > 0) deltas.push(now - before)
          before = now
          if (deltas.length % 10 === 0) mostNodes = Math.max(mostNodes, document.querySelectorAll('*').length)
          if (!document.querySelector(`[data-turn="${last}"] article`) && deltas.length < 5_000) {
            scroller.scrollTop += 400
            return void requestAnimationFrame(step)
          }
          deltas.sort((a, b) => a - b)
          const at = (share: number) => Number(deltas[Math.floor(deltas.length * share)]!.toFixed(1))
          resolve({ p50: at(0.5), p95: at(0.95), count: deltas.length, mostNodes })
        }
        requestAnimationFrame(step)
      }),
    TURNS,
  )
}
