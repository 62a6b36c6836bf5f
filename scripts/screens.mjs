// Draws docs/screens/ from the demo's conversations: `node scripts/screens.mjs` after a build.
import { chromium } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './find-chromium.mjs'

const dataDir = mkdtempSync(join(tmpdir(), 'sojourn-screens-'))
mkdirSync('docs/screens', { recursive: true })
const server = spawn(process.execPath, ['bin/sojourn.js', 'serve', '--http-port', '0', '--grpc-port', '0', '--data-dir', dataDir])
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  const url = await new Promise((resolve) => server.stdout.on('data', (text) => resolve(/http:\S+/.exec(text)[0])))
  await new Promise((resolve) => spawn(process.execPath, ['bin/sojourn.js', 'demo', '--url', url]).once('exit', resolve))
  const read = async (path) => (await fetch(`${url}/api/v1/projects/default/${path}`)).json()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const [waiting] = (await read('sessions?status=waiting&limit=1')).items
  const [largest] = (await read('traces?sort=-spanCount&limit=1')).items
  const [other] = (await read('sessions?status=ok&sort=-traceCount&limit=1')).items
  const pathOf = (id) => encodeURIComponent(id)
  const screens = {
    sessions: '/p/default/sessions',
    session: `/p/default/sessions/${pathOf(waiting.id)}`,
    metrics: `/p/default/sessions/${pathOf(other.id)}?view=metrics`,
    compare: `/p/default/compare?a=${pathOf(waiting.id)}&b=${pathOf(other.id)}`,
    traces: '/p/default/traces',
    trace: `/p/default/traces/${largest.id}`,
    dashboard: '/p/default/dashboard',
    users: '/p/default/users',
    usage: '/p/default/usage',
    doctor: '/p/default/doctor?from=now-24h',
    start: '/p/default/start',
    settings: '/p/default/settings/keys',
  }
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: width > 400 ? 760 : 844 } })
      for (const [name, path] of Object.entries(screens)) {
        await page.goto(url + path)
        // A live stream keeps the network busy for good.
        await page.waitForTimeout(2_000)
        await page.screenshot({ path: `docs/screens/${name}-${colorScheme}${width > 400 ? '' : '-narrow'}.png` })
      }
      await page.close()
    }
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  rmSync(dataDir, { recursive: true, force: true })
}
