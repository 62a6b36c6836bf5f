import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, type Request } from '@playwright/test'

export type Watched = { readonly dialogs: string[]; readonly violations: string[]; readonly foreign: string[]; readonly errors: string[] }

/** Listens for everything a page must never do: dialogs, CSP reports, requests to another origin, uncaught errors. */
export function watchPage(page: Page, origin: string): Watched {
  const watched: Watched = { dialogs: [], violations: [], foreign: [], errors: [] }
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) watched.violations.push(message.text())
  })
  void page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  page.on('pageerror', (error) => watched.errors.push(error.message))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) watched.foreign.push(url)
  })
  return watched
}

export function expectQuiet(watched: Watched): void {
  expect(watched).toEqual({ dialogs: [], violations: [], foreign: [], errors: [] })
}

const QUIET_MS = 500

/** Resolves once nothing has been on its way for a while. A live stream never ends: it does not count. */
export function watchAnswers(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  let changedAtMs = Date.now()
  const note = (isOpen: boolean) => (request: Request) => {
    if (new URL(request.url()).pathname.endsWith('/live')) return
    if (isOpen) open.add(request)
    else open.delete(request)
    changedAtMs = Date.now()
  }
  page.on('request', note(true))
  page.on('requestfinished', note(false))
  page.on('requestfailed', note(false))
  const awaited = () => [...open].map((request) => request.url())
  return () => expect.poll(() => (Date.now() - changedAtMs > QUIET_MS ? awaited() : ['still asking'])).toEqual([])
}

/** axe is handed in through the debugger: our CSP blocks a script tag. In legacy mode it opens no page of its own, which only foreign frames need. */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations, passes } = await axe.analyze()
  expect(passes.length).toBeGreaterThan(0)
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target.join(' ')).slice(0, 5) }))).toEqual([])
}

/** The page never scrolls sideways: what is wide scrolls in a frame of its own. */
export async function expectInWindow(page: Page): Promise<void> {
  const sides = await page.evaluate(() => {
    const isInside = (element: Element): boolean =>
      element.parentElement === null || element.parentElement === document.body
        ? false
        : getComputedStyle(element.parentElement).overflowX !== 'visible' || isInside(element.parentElement)
    const out = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1 && !isInside(one),
    )
    return { over: document.documentElement.scrollWidth - innerWidth, out: out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) }
  })
  expect(sides).toEqual({ over: 0, out: [] })
}

/** Every screen of a project, by path. */
export function screensOf(ids: { sessionId: string; traceId: string; spanId: string }): Record<string, string> {
  const trace = `/p/default/traces/${ids.traceId}`
  return {
    sessions: '/p/default/sessions?from=now-30d',
    'sessions peek': `/p/default/sessions?from=now-30d&peek=${encodeURIComponent(ids.sessionId)}`,
    session: `/p/default/sessions/${encodeURIComponent(ids.sessionId)}`,
    'session traces': `/p/default/sessions/${encodeURIComponent(ids.sessionId)}?view=traces`,
    'session metrics': `/p/default/sessions/${encodeURIComponent(ids.sessionId)}?view=metrics`,
    traces: '/p/default/traces?from=now-30d',
    trace,
    'span messages': `${trace}?span=${ids.spanId}`,
    'span attributes': `${trace}?span=${ids.spanId}&tab=attrs`,
    'span events': `${trace}?span=${ids.spanId}&tab=events`,
    'span read as': `${trace}?span=${ids.spanId}&tab=read`,
    'span raw': `${trace}?span=${ids.spanId}&tab=raw`,
    dashboard: '/p/default/dashboard?from=now-30d',
    users: '/p/default/users?from=now-30d',
    usage: '/p/default/usage?from=now-30d',
    start: '/p/default/start',
    doctor: '/p/default/doctor',
    settings: '/p/default/settings/general',
    keys: '/p/default/settings/keys',
    'session settings': '/p/default/settings/sessions',
    prices: '/p/default/settings/prices',
  }
}
