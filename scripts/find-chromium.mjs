// Finds a Chromium for the browser tests, or installs one: Debian's package when root, else Playwright's own build.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** Path of an executable. Throws when none is there and none can be installed. */
export function findChromium() {
  const found = [process.env.SOJOURN_CHROMIUM, ...KNOWN, chromium.executablePath()].find((path) => path && existsSync(path))
  return found ?? installChromium()
}

function installChromium() {
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-noto-color-emoji'])
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  run('npx', ['playwright', 'install', 'chromium'])
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  throw new Error('No Chromium found. Install one and set SOJOURN_CHROMIUM to its path.')
}

function run(command, args) {
  console.error(`$ ${command} ${args.join(' ')}`)
  execFileSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
