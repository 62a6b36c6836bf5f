import { expect, test, type Locator, type Page } from '@playwright/test'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostileCrowd, hostileTurns } from './hostile-spans.ts'
import { hostileTexts } from './hostile-texts.ts'
import { expectSession, readTrace } from './read.ts'
import { expectLoaded } from './screen-text.ts'
import { otlp, post, send, type SpanSpec } from './send.ts'
import { startServer, type RunningServer } from './start-server.ts'
import { expectQuiet, screensOf, watchPage } from './watch-page.ts'

let server: RunningServer
let canary: Server
type Hit = { readonly url: string | undefined; readonly referer: string | undefined; readonly cookie: string | undefined }
const hits: Hit[] = []
test.beforeAll(async () => {
  server = await startServer()
  canary = createServer((request, response) => {
    hits.push({ url: request.url, referer: request.headers.referer, cookie: request.headers.cookie })
    response.end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
})
test.afterAll(async () => {
  canary.close()
  await server.stop()
})

// Snapshots of a thousand screens would take longer than the screens.
test.use({ trace: 'off' })

const canaryUrl = () => `http://127.0.0.1:${(canary.address() as AddressInfo).port}/leak`
/** A session of its own for each text; of some the id is none. */
type Sent = { readonly text: string; readonly sessionId: string | undefined; readonly traceIds: readonly string[]; readonly callId: string }
const GROUP = 8
/** A session of what many texts say together. */
const GROUP_SESSION = 'crowd'

async function sendTexts(texts: readonly string[]): Promise<Sent[]> {
  const atMs = Date.now() - 3_600_000
  const sent: Omit<Sent, 'sessionId'>[] = []
  for (const [n, text] of texts.entries()) {
    const { asking, answering } = hostileTurns(text, atMs + n * 5000)
    expect((await post(server.url, otlp([...asking, ...answering], text, text))).status, text).toBe(200)
    sent.push({ text, traceIds: [asking[0]!.traceId, answering[0]!.traceId], callId: asking[1]!.spanId })
  }
  const last = sent.at(-1)!.traceIds
  await expect(async () => expect((await readTrace(server.url, last[1]!)).spanCount).toBe(1)).toPass({ timeout: 60_000 })
  return Promise.all(sent.map(async (one) => ({ ...one, sessionId: (await readTrace(server.url, one.traceIds[0]!)).sessionId })))
}

/** Goes there inside the app, as a link does, and waits until the screen shows what it is about. */
async function visit(page: Page, path: string, isThere: Locator): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), path)
  await expect(isThere.first(), path).toBeVisible()
  await expectLoaded(page)
  await expectOnlyOurs(page, path)
}

/** Nothing on the screen was made of text: no element that loads, runs or submits, no address that is not followed on a click. */
async function expectOnlyOurs(page: Page, path: string): Promise<void> {
  const foreign = await page.evaluate((origin) => {
    const isOurs = (address: string) => new URL(address, origin).origin === origin
    const loads = [...document.querySelectorAll<HTMLElement>('[src],[srcset],[poster],[data],[background],[ping],link[href],use,image')]
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
    return [
      ...document.querySelectorAll(
        'iframe,object,embed,base,meta[http-equiv],style,math,marquee,portal,template,form[action],[formaction],foreignObject,script:not([src])',
      ),
      ...[...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))),
      ...loads.filter((one) => ['src', 'href', 'data', 'poster'].some((name) => !isOurs(one.getAttribute(name) ?? ''))),
      ...links.filter((one) => !isOurs(one.href) && !(/^(https?|mailto):/.test(one.href) && one.rel === 'noopener noreferrer nofollow')),
    ].map((one) => one.outerHTML.slice(0, 200))
  }, server.url)
  expect(foreign, path).toEqual([])
}

const pathOf = (path: string, search: Record<string, string>) => `/p/default/${path}?${new URLSearchParams(search).toString()}`
const sessionPath = (id: string, search: Record<string, string> = {}) => pathOf(`sessions/${encodeURIComponent(id)}`, search)

/** What only one text can be in at a time: names, ids, models, errors. */
async function visitAlone(page: Page, { sessionId, traceIds, callId }: Sent): Promise<void> {
  const main = page.getByRole('main')
  const pane = page.getByRole('complementary', { name: 'Span details' })
  await visit(page, pathOf(`traces/${traceIds[0]}`, { span: callId, tab: 'error' }), pane.getByText(callId))
  await visit(
    page,
    pathOf('traces', { from: 'now-30d', peek: traceIds[0]! }),
    page.getByRole('complementary').locator(`[href*="${traceIds[0]}"]`),
  )
  // The one name an address cannot hold.
  if (sessionId === undefined || /^\.{1,2}$/.test(sessionId)) return
  await visit(page, sessionPath(sessionId, { steps: 'all' }), main.locator(`[href*="${traceIds[0]}"]`))
}

/** What many texts can be in at once: messages, attributes, events, steps, turns. */
async function visitTogether(page: Page, crowd: SpanSpec, sessionIds: readonly string[]): Promise<void> {
  const main = page.getByRole('main')
  const pane = page.getByRole('complementary', { name: 'Span details' })
  for (const tab of ['io', 'attrs', 'events', 'read', 'raw']) {
    await visit(page, pathOf(`traces/${crowd.traceId}`, { span: crowd.spanId, tab }), pane.getByText(crowd.spanId))
    await scrollThrough(page)
  }
  const [first = GROUP_SESSION, second = first] = sessionIds
  for (const view of ['traces', 'metrics']) await visit(page, sessionPath(first, { view }), main.getByRole('tab', { selected: true }))
  await visit(page, pathOf('compare', { a: first, b: second }), main.locator('[href*="/sessions/"]'))
  await visit(page, pathOf('sessions', { from: 'now-30d', peek: first, q: first }), main.getByRole('heading', { level: 1 }))
}

/** Draws all of what is drawn only where it is looked at. */
async function scrollThrough(page: Page): Promise<void> {
  for (const scroller of await page.getByRole('main').locator('section[tabindex="0"]').all()) {
    await scroller.evaluate(async (element) => {
      for (let top = 0; top < element.scrollHeight && top < 20_000; top += element.clientHeight || 400) {
        element.scrollTop = top
        await new Promise(requestAnimationFrame)
      }
    })
  }
  await expectOnlyOurs(page, page.url())
}

/** As many tests, so that none is long. */
const PARTS = 4

test('there are hundreds of hostile texts', () => {
  expect(hostileTexts(canaryUrl()).length).toBeGreaterThan(200)
})

for (let part = 1; part <= PARTS; part++) {
  test(`hostile text in every field is text on every screen, part ${part} of ${PARTS}`, async ({ page }) => {
    test.setTimeout(600_000)
    const watched = watchPage(page, server.url)
    await page.setViewportSize({ width: 1440, height: 900 })
    const sent = await sendTexts(hostileTexts(canaryUrl()).filter((_, n) => n % PARTS === part - 1))
    await page.goto(`${server.url}/p/default/sessions?from=now-30d`)
    await expectLoaded(page)
    for (let from = 0; from < sent.length; from += GROUP) {
      const group = sent.slice(from, from + GROUP)
      const texts = group.map(({ text }) => text)
      const crowd = hostileCrowd(texts, `${GROUP_SESSION} ${part}`, Date.now() - 60_000 + from)
      await send(server.url, [crowd])
      await expect(async () => void (await readTrace(server.url, crowd.traceId))).toPass({ timeout: 15_000 })
      for (const one of group) await test.step(one.text, () => visitAlone(page, one))
      await visitTogether(
        page,
        crowd,
        group.flatMap(({ sessionId }) => sessionId ?? []),
      )
      expectQuiet(watched)
    }
    const { traceIds, callId } = sent[0]!
    const screens = screensOf({ sessionId: `${GROUP_SESSION} ${part}`, traceId: traceIds[0]!, spanId: callId })
    for (const path of Object.values(screens)) {
      await visit(page, path, page.getByRole('heading', { level: 1 }))
      await scrollThrough(page)
    }
    expectQuiet(watched)
    expect(hits).toEqual([])
  })
}

test('a picture elsewhere is asked for only when the reader opens its address', async ({ page, context }) => {
  const address = `${canaryUrl()}?wanted`
  const crowd = hostileCrowd([`![a chart](${address})`], 'picture', Date.now() - 1000)
  await send(server.url, [crowd])
  await expectSession(server.url, 'picture', { traceCount: 1 })
  await page.goto(`${server.url}/p/default/traces/${crowd.traceId}?span=${crowd.spanId}&tab=io`)
  const link = page.getByRole('link', { name: 'Open in a new tab' }).first()
  await link.hover()
  await expect(link).toHaveAttribute('href', address)
  await expectLoaded(page)
  expect(hits).toEqual([])
  await Promise.all([context.waitForEvent('page'), link.click()])
  await expect
    .poll(() => hits.filter(({ url }) => url !== '/favicon.ico'))
    .toEqual([{ url: '/leak?wanted', referer: undefined, cookie: undefined }])
})

test('a foreign host or origin is turned away on every port', async () => {
  const { port } = new URL(server.url)
  const body = JSON.stringify(otlp([]))
  const foreign = await post(server.url, otlp([]), { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  const rebound = await rawRequest(
    Number(port),
    `POST /v1/traces HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
  expect(rebound).toMatch(/^HTTP\/1\.1 (403|421)/)
  const api = await rawRequest(Number(port), 'GET /api/v1/projects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
  expect(api).toMatch(/^HTTP\/1\.1 (403|421)/)
})

async function rawRequest(port: number, text: string): Promise<string> {
  const { connect } = await import('node:net')
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}
