import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { ChildOptions } from './messages.ts'
import { createReadiness, type Readiness } from './readiness.ts'
import { spawnChild, type Running } from './spawn-child.ts'

const FIRST_RESTART_MS = 50
const SLOWEST_RESTART_MS = 2_000
/** A child that lived this long was well; the next restart is quick again. */
const HEALTHY_LIFE_MS = 30_000

export type SupervisorOptions = {
  readonly childPath: string
  readonly child: ChildOptions
  readonly log: Log
  readonly onSpawn: (pid: number | undefined) => void
}

export type Supervisor = Pick<Readiness, 'isReady' | 'whenReady' | 'onReady'> & {
  readonly pid: number | undefined
  /** The TCP port, when the child listens on one. */
  readonly port: number | undefined
  readonly close: () => Promise<void>
}

/** Starts the child, rejects when that first start fails, and from then on brings it back whenever it dies. */
export async function supervise(options: SupervisorOptions): Promise<Supervisor> {
  const { log } = options
  const readiness = createReadiness()
  const closing = new AbortController()
  let childOptions = options.child
  let current: Running | undefined
  let port: number | undefined

  const begin = async () => {
    current = spawnChild(options.childPath, childOptions, log)
    options.onSpawn(current.pid)
    port = await current.whenReady
    if (closing.signal.aborted) return
    // A port chosen once stays: clients have been told.
    if (port !== undefined && 'port' in childOptions.listen) childOptions = { ...childOptions, listen: { ...childOptions.listen, port } }
    readiness.up()
  }
  const keepAlive = async () => {
    let failures = 0
    while (!closing.signal.aborted) {
      const bornAt = Date.now()
      const how = await current?.whenEnded
      readiness.down()
      if (closing.signal.aborted) return
      failures = Date.now() - bornAt > HEALTHY_LIFE_MS ? 0 : failures + 1
      log.error({ how, failures }, 'the engine process ended; starting it again')
      await sleep(Math.min(FIRST_RESTART_MS * 2 ** failures, SLOWEST_RESTART_MS), undefined, { signal: closing.signal }).catch(
        () => undefined,
      )
      if (closing.signal.aborted) return
      await begin().then(
        () => log.info({ pid: current?.pid }, 'the engine is back'),
        (error: unknown) => log.error({ error }, 'the engine did not start'),
      )
    }
  }

  await begin()
  const watch = keepAlive()
  return {
    get pid() {
      return current?.pid
    },
    get port() {
      return port
    },
    isReady: readiness.isReady,
    whenReady: readiness.whenReady,
    onReady: readiness.onReady,
    async close() {
      closing.abort()
      readiness.end(new AppError('unavailable', 'engine_closed', 'The engine has been closed.'))
      await current?.close()
      await watch
    },
  }
}
