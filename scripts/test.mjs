// Runs everything: checks, unit, contract, browser. Counts come from the runners' own reports.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from './find-chromium.mjs'

const REPORTS = '.reports'
rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS)

const total = { passed: 0, failed: 0, skipped: 0 }

for (const check of ['format', 'lint', 'types', 'knip']) {
  step(`check:${check}`, 'npm', ['run', '--silent', `check:${check}`])
}
step('build', 'node', ['scripts/build.mjs'])
vitest('unit')
vitest('contract')
playwright()

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed === 0 ? 0 : 1)

/** A check counts as one test. */
function step(name, command, args) {
  const isOk = run(name, command, args, {})
  total[isOk ? 'passed' : 'failed'] += 1
}

function vitest(project) {
  const report = `${REPORTS}/${project}.json`
  const isOk = run(
    project,
    'npx',
    ['vitest', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {},
  )
  const result = readReport(report)
  add(isOk, result?.numPassedTests, result?.numFailedTests, result?.numPendingTests)
}

function playwright() {
  const report = `${REPORTS}/e2e.json`
  const env = { SOJOURN_CHROMIUM: findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const isOk = run('e2e', 'npx', ['playwright', 'test', '--reporter=list,json'], env)
  const stats = readReport(report)?.stats
  add(isOk, (stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected, stats?.skipped)
}

/** A runner that fails without a failed test (a crash, a broken file, no report) counts as one failure. */
function add(isOk, passed = 0, failed = 0, skipped = 0) {
  total.passed += passed
  total.failed += !isOk && failed === 0 ? 1 : failed
  total.skipped += skipped
}

function run(name, command, args, env) {
  const startedAt = Date.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`)
  return status === 0
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
