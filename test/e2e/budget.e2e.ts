import { expect, test } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const WEB = join(import.meta.dirname, '../../dist/web')
const KB = 1000

/** What a browser loads before the sessions list can draw: the page's own modules and the lazy chunk of the list. */
const SESSIONS = 'sessions-page'
const LAZY_BUDGETS: Readonly<Record<string, number>> = {
  'session-page': 110,
  'trace-page': 110,
  'traces-page': 35,
  'dashboard-page': 35,
  'start-page': 35,
  'settings-page': 35,
}

const asset = (name: string) => join(WEB, 'assets', name)
const gzipKb = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length / KB

function chunkOf(page: string): string {
  const name = readdirSync(join(WEB, 'assets')).find((file) => file.startsWith(`${page}-`) && file.endsWith('.js'))
  if (name === undefined) throw new Error(`no chunk of ${page} in dist/web/assets`)
  return name
}

/** Modules reached over static imports; a dynamic `import()` is somebody else's bill. */
function staticGraph(roots: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [...roots]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    const code = readFileSync(asset(name), 'utf8')
    for (const [, imported] of code.matchAll(/(?:^|[;}\n])(?:import|export)\s*(?:[\w$*\s{},]*?\s*from\s*)?["']\.\/([^"']+\.js)["']/g))
      waiting.push(imported!)
  }
  return seen
}

const html = () => readFileSync(join(WEB, 'index.html'), 'utf8')
const entry = () => basename(/<script type="module"[^>]*src="([^"]+)"/.exec(html())![1]!)
const sizeOf = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + gzipKb(asset(name)), 0)

test('the sessions list needs no more JavaScript than it may', () => {
  const graph = staticGraph([entry(), chunkOf(SESSIONS)])
  const size = sizeOf(graph) + gzipKb(join(WEB, 'theme.js'))
  console.log(`initial JavaScript of the sessions list: ${size.toFixed(1)} KB gz in ${graph.size} modules`)
  expect(graph.size).toBeGreaterThan(2)
  expect(size).toBeGreaterThan(60)
  expect(size).toBeLessThanOrEqual(210)
})

test('each other screen adds no more than it may', () => {
  const initial = staticGraph([entry(), chunkOf(SESSIONS)])
  for (const [page, budget] of Object.entries(LAZY_BUDGETS)) {
    const added = [...staticGraph([chunkOf(page)])].filter((name) => !initial.has(name))
    console.log(`${page} adds ${sizeOf(added).toFixed(1)} KB gz`)
    expect(sizeOf(added), page).toBeLessThanOrEqual(budget)
  }
  const lazy = readdirSync(join(WEB, 'assets')).filter((name) => name.startsWith('markdown-') && name.endsWith('.js'))
  expect(initial.has(lazy[0] ?? '')).toBe(false)
  console.log(`markdown is ${sizeOf(lazy).toFixed(1)} KB gz`)
  expect(sizeOf(lazy)).toBeLessThanOrEqual(110 - sizeOf([chunkOf('trace-page')]))
})

test('style is small, and no font or picture is shipped', () => {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  const styles = files.filter((file) => file.endsWith('.css'))
  const size = styles.reduce((sum, file) => sum + gzipKb(join(WEB, file)), 0)
  console.log(`style: ${size.toFixed(1)} KB gz`)
  expect(styles.length).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(20)
  const pictures = files.filter((file) => /\.(woff2?|ttf|otf|eot|png|jpe?g|gif|webp|avif|ico|svg)$/.test(file))
  expect(pictures).toEqual(['favicon.svg'])
})
