import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { flagOf, loadConfig, type Config, type ConfigFlags } from '../config/config.ts'
import { startEngine } from '../engine/engine.ts'
import type { Build } from './build.ts'
import { checkClickHouse, checkDataDir, checkDisk, checkNode, checkPort } from './doctor/checks.ts'
import { fail, ok, render, type Finding } from './doctor/finding.ts'

const QUIET: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }

/** Checks what a server needs on this machine. One line each; the exit code is 1 when something would keep it from working. */
export async function doctor(flags: ConfigFlags, build: Build): Promise<void> {
  let failed = false
  for await (const finding of examine(flags, build)) {
    console.log(render(finding))
    failed ||= finding.level === 'fail'
  }
  process.exitCode = failed ? 1 : 0
}

async function* examine(flags: ConfigFlags, build: Build): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node)
  let config: Config
  try {
    config = loadConfig({ flags, env: process.env, cwd: process.cwd() })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    yield fail('settings', error.message)
    return
  }
  yield ok('settings', 'are valid')
  const http = await checkPort('HTTP', flagOf('httpPort'), config.host, config.httpPort)
  yield http.finding
  yield (await checkPort('gRPC', flagOf('grpcPort'), config.host, config.grpcPort, http.sojourn)).finding
  if (config.clickhouseUrl !== undefined) {
    yield await checkClickHouse(config.clickhouseUrl)
    return
  }
  const dir = checkDataDir(config.dataDir)
  yield dir.finding
  yield await checkDisk(config.dataDir)
  if (http.sojourn !== undefined) yield http.sojourn
  else if (dir.finding.level !== 'fail') yield await checkEngine(build, dir.exists ? config.dataDir : undefined)
}

/** Starts the engine for a moment, on the data itself when there is some. */
async function checkEngine(build: Build, dataDir: string | undefined): Promise<Finding> {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'sojourn-doctor-'))
  const startedAt = performance.now()
  try {
    const engine = await startEngine({ dataDir: dir, log: QUIET, childPath: join(build.dir, 'engine-child.js') })
    const ms = Math.round(performance.now() - startedAt)
    await engine.close()
    return ok('engine', `starts in ${ms} ms${dataDir === undefined ? '' : ' and opens the data'}`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return fail('engine', error.message, error.hint ?? 'Start the server with --log-level debug to see why.')
  } finally {
    if (dataDir === undefined) rmSync(dir, { recursive: true, force: true })
  }
}
