import { fork } from 'node:child_process'
import type { Log } from '../base/log.ts'
import type { ChildOptions, Order, Report } from './messages.ts'

const START_PATIENCE_MS = 120_000
const CLOSE_PATIENCE_MS = 15_000
const MAX_LAST_WORDS = 4_000

/** One life of the engine process. */
export type Running = {
  readonly pid: number | undefined
  /** Resolves with the port it listens on, if any; rejects with StartFailure. */
  readonly whenReady: Promise<number | undefined>
  /** Resolves with a word on how it ended; never rejects. */
  readonly whenEnded: Promise<string>
  /** Asks it to finish and end; makes it end when it does not. */
  close(): Promise<void>
}

/** The process ended before it was ready. */
export class StartFailure extends Error {
  readonly reason: 'in_use' | 'port_taken' | 'other'

  constructor(how: string, lastWords: string) {
    super(`${how}: ${lastWords.trim()}`)
    this.name = 'StartFailure'
    // chDB tells this only on stderr.
    this.reason = lastWords.includes('Cannot lock file') ? 'in_use' : lastWords.includes('EADDRINUSE') ? 'port_taken' : 'other'
  }
}

export function spawnChild(childPath: string, options: ChildOptions, log: Log): Running {
  const child = fork(childPath, [JSON.stringify(options)], {
    env: childEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let isReady = false
  let lastWords = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-MAX_LAST_WORDS)
      if (isReady) log.warn({ text: text.trimEnd().slice(0, MAX_LAST_WORDS) }, 'the engine process says')
    })
  }
  const whenEnded = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
  const whenReady = new Promise<number | undefined>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), START_PATIENCE_MS)
    child.once('message', (report: Report) => {
      clearTimeout(timer)
      isReady = true
      resolve(report.port)
    })
    void whenEnded.then((how) => {
      clearTimeout(timer)
      reject(new StartFailure(how, lastWords))
    })
  })
  return {
    pid: child.pid,
    whenReady,
    whenEnded,
    async close() {
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
