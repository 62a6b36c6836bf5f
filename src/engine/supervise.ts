import { fork, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { ChildOptions, Order, Report } from './messages.ts'

const START_PATIENCE_MS = 120_000
const CLOSE_PATIENCE_MS = 15_000
const FIRST_RESTART_MS = 50
const SLOWEST_RESTART_MS = 2_000
/** A child that lived this long was well; the next restart is quick again. */
const HEALTHY_LIFE_MS = 30_000

export type SupervisorOptions = {
  readonly childPath: string
  readonly child: ChildOptions
  readonly log: Log
  onSpawn(pid: number | undefined): void
}

export type Supervisor = {
  readonly pid: number | undefined
  /** The TCP port, when the child listens on one. */
  readonly port: number | undefined
  isReady(): boolean
  whenReady(): Promise<void>
  onReady(listener: () => void): () => void
  close(): Promise<void>
}

/** How a child ended before it was ready. */
export class StartFailure extends Error {
  readonly reason: 'in_use' | 'port_taken' | 'other'

  constructor(reason: StartFailure['reason'], message: string) {
    super(message)
    this.name = 'StartFailure'
    this.reason = reason
  }
}

/** Starts the child, rejects when that first start fails, and from then on brings it back whenever it dies. */
export async function supervise(options: SupervisorOptions): Promise<Supervisor> {
  const { log } = options
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  let childOptions = options.child
  let current: Running | undefined
  let port: number | undefined
  let isReady = false
  const waiters: { resolve(): void; reject(error: Error): void }[] = []

  const begin = async () => {
    current = spawnChild(options.childPath, childOptions, log)
    options.onSpawn(current.process.pid)
    port = await current.whenReady
    if (closing.signal.aborted) return
    // A port chosen once stays: clients have been told.
    if (port !== undefined && 'port' in childOptions.listen) childOptions = { ...childOptions, listen: { ...childOptions.listen, port } }
    isReady = true
    for (const waiter of waiters.splice(0)) waiter.resolve()
    for (const listener of listeners) listener()
  }
  const keepAlive = async () => {
    let failures = 0
    while (!closing.signal.aborted) {
      const bornAt = Date.now()
      const how = await current?.whenEnded
      isReady = false
      if (closing.signal.aborted) return
      failures = Date.now() - bornAt > HEALTHY_LIFE_MS ? 0 : failures + 1
      log.error({ how, failures }, 'the engine process ended; starting it again')
      await sleep(Math.min(FIRST_RESTART_MS * 2 ** failures, SLOWEST_RESTART_MS), undefined, { signal: closing.signal }).catch(
        () => undefined,
      )
      if (closing.signal.aborted) return
      await begin().then(
        () => log.info({ pid: current?.process.pid }, 'the engine is back'),
        (error: unknown) => log.error({ error }, 'the engine did not start'),
      )
    }
  }

  await begin()
  const watch = keepAlive()
  return {
    get pid() {
      return current?.process.pid
    },
    get port() {
      return port
    },
    isReady: () => isReady,
    whenReady: () => {
      if (closing.signal.aborted) return Promise.reject(engineClosed())
      return isReady ? Promise.resolve() : new Promise((resolve, reject) => waiters.push({ resolve, reject }))
    },
    onReady(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      closing.abort()
      isReady = false
      for (const waiter of waiters.splice(0)) waiter.reject(engineClosed())
      await current?.end()
      await watch
    },
  }
}

function engineClosed(): AppError {
  return new AppError('unavailable', 'engine_closed', 'The engine has been closed.')
}

type Running = {
  readonly process: ChildProcess
  /** Resolves with the port it listens on, if any. */
  readonly whenReady: Promise<number | undefined>
  /** Resolves with a word on how it ended; never rejects. */
  readonly whenEnded: Promise<string>
  end(): Promise<void>
}

function spawnChild(childPath: string, options: ChildOptions, log: Log): Running {
  const child = fork(childPath, [JSON.stringify(options)], {
    env: childEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trimEnd().slice(0, 4_000) }, 'the engine process says'))
  }
  const whenEnded = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
  const whenReady = new Promise<number | undefined>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new StartFailure('other', `The engine was not ready after ${START_PATIENCE_MS / 1000} s.`))
    }, START_PATIENCE_MS)
    child.once('message', (report: Report) => {
      clearTimeout(timer)
      if (report.kind === 'ready') resolve(report.port)
      else reject(new StartFailure(report.reason, report.message))
    })
    void whenEnded.then((how) => {
      clearTimeout(timer)
      reject(new StartFailure('other', `The engine process ended while it started: ${how}.`))
    })
  })
  return {
    process: child,
    whenReady,
    whenEnded,
    async end() {
      if (child.connected) child.send({ kind: 'close' } satisfies Order)
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_PATIENCE_MS)
      await whenEnded
      clearTimeout(timer)
    },
  }
}

/** Nothing secret of the server's environment, enough threads for all seats at once, times in UTC, and freed memory given back soon. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH } = process.env
  const memory = { JE_MALLOC_CONF: 'narenas:2,dirty_decay_ms:500,muzzy_decay_ms:0', MALLOC_ARENA_MAX: '2' }
  return { PATH, HOME, TMPDIR, LANG, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, ...memory, TZ: 'UTC', UV_THREADPOOL_SIZE: '12' }
}
