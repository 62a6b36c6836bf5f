// In: a data directory. Out: an engine that answers a part of ClickHouse's HTTP interface, on a Unix socket or a TCP port.
// It promises: one server per directory; a child process of its own for chDB, back within seconds when it dies; what an insert
// acknowledged is there after any crash of either process (tables say `fsync_after_insert`); inserts in order, each whole or not at all;
// a slow read blocks no other; nothing outlives the server. It never interprets what is stored, and it never answers the network.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { dataDirInUse, takeLock } from './lock.ts'
import type { Listen } from './messages.ts'
import { StartFailure } from './spawn-child.ts'
import { supervise, type Supervisor } from './supervise.ts'

export type Engine = {
  readonly socketPath: string
  /** Of the process that runs chDB; changes with every restart. */
  readonly pid: number | undefined
  readonly isReady: () => boolean
  /** Resolves as soon as it answers; rejects once it is closed. */
  readonly whenReady: () => Promise<void>
  /** Calls back after every restart; returns how to stop that. */
  readonly onReady: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

export type EngineOptions = {
  /** Made with mode 0700 when it does not exist. */
  readonly dataDir: string
  readonly log: Log
  /** The bundled child; beside this file when the server is built. */
  readonly childPath?: string
}

export type ServedEngine = { readonly port: number; readonly close: () => Promise<void> }

/** The engine of one server, on a socket that only its user can open. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const socket = placeSocket(resolve(options.dataDir))
  const { supervisor, close } = await open(options, { socketPath: socket.path }).catch((error: unknown) => {
    // The socket in the data directory may be another server's.
    socket.removePrivateDir()
    throw error
  })
  return {
    socketPath: socket.path,
    get pid() {
      return supervisor.pid
    },
    isReady: supervisor.isReady,
    whenReady: supervisor.whenReady,
    onReady: supervisor.onReady,
    async close() {
      await close()
      rmSync(socket.path, { force: true })
      socket.removePrivateDir()
    },
  }
}

/** The same engine standing alone on a port of this machine, for servers started with its URL. */
export async function serveEngine(options: EngineOptions & { readonly host: string; readonly port: number }): Promise<ServedEngine> {
  if (!/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(options.host)) {
    throw new AppError(
      'bad_input',
      'engine_host_not_local',
      `The engine has no sign-in and listens only on this machine, not on ${options.host}.`,
      {
        hint: 'Use 127.0.0.1, or run a ClickHouse server for other machines.',
      },
    )
  }
  const { supervisor, close } = await open(options, { host: options.host, port: options.port })
  return { port: supervisor.port ?? options.port, close }
}

type Opened = { readonly supervisor: Supervisor; readonly close: () => Promise<void> }

async function open({ dataDir, log, childPath }: EngineOptions, listen: Listen): Promise<Opened> {
  const home = resolve(dataDir)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const lock = await takeLock(home)
  try {
    const supervisor = await supervise({
      childPath: childPath ?? join(dirname(fileURLToPath(import.meta.url)), 'engine-child.js'),
      child: { path: join(home, 'engine'), listen },
      log,
      onSpawn: lock.noteChild,
    })
    return { supervisor, close: () => supervisor.close().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw explainStart(error, home, listen)
  }
}

function explainStart(error: unknown, dataDir: string, listen: Listen): unknown {
  if (!(error instanceof StartFailure)) return error
  if (error.reason === 'in_use') return dataDirInUse(dataDir, readStatusPid(join(dataDir, 'engine', 'status')))
  if (error.reason === 'port_taken' && 'port' in listen) {
    return new AppError('conflict', 'port_in_use', `Port ${listen.port} on ${listen.host} is in use.`, {
      hint: 'Choose another with --port.',
    })
  }
  return new AppError('unavailable', 'engine_not_started', `The engine did not start: ${error.message}`, { cause: error })
}

/** chDB's own lock file names its holder. */
function readStatusPid(file: string): number | undefined {
  try {
    const pid = /^PID: (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    return pid === undefined ? undefined : Number(pid)
  } catch {
    return undefined
  }
}

/** The kernel takes about 107 bytes of a socket's path; a longer one moves to a private directory of its own. */
const MAX_SOCKET_PATH_BYTES = 100

function placeSocket(dataDir: string): { readonly path: string; readonly removePrivateDir: () => void } {
  const path = join(dataDir, 'engine.sock')
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return { path, removePrivateDir: () => undefined }
  const privateDir = mkdtempSync(join(tmpdir(), 'sojourn-'))
  return { path: join(privateDir, 'engine.sock'), removePrivateDir: () => rmSync(privateDir, { recursive: true, force: true }) }
}
