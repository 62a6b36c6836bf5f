import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../base/errors.ts'
import { isAlive, markOf, type ProcessMark } from './alive.ts'

const FILE = 'server.lock'
const ORPHAN_PATIENCE_MS = 3_000
/** A server killed a moment ago is still to be seen while the kernel takes it down. */
const SERVER_PATIENCE_MS = 1_000

type Holder = { readonly server: ProcessMark; readonly child?: ProcessMark }

/** A data dir's claim by one server: who it is, and which child works there. */
export type Lock = {
  readonly noteChild: (pid: number | undefined) => void
  readonly release: () => void
}

/** Refuses when another server lives, and goes on living; when only its child is left, waits for that to end. Who is dead holds nothing. */
export async function takeLock(dataDir: string): Promise<Lock> {
  const file = join(dataDir, FILE)
  const server = markOf(process.pid)
  if (server === undefined) throw new Error('this process cannot see itself')
  const since = Date.now()
  while (!tryClaim(file, { server })) {
    const holder = readHolder(file)
    const isServed = holder !== undefined && isAlive(holder.server)
    const alive = isServed ? holder.server : holder?.child !== undefined && isAlive(holder.child) ? holder.child : undefined
    if (alive === undefined) rmSync(file, { force: true })
    else if (Date.now() - since > (isServed ? SERVER_PATIENCE_MS : ORPHAN_PATIENCE_MS)) throw dataDirInUse(dataDir, alive.pid)
    else await sleep(50)
  }
  return {
    noteChild(pid) {
      const child = pid === undefined ? undefined : markOf(pid)
      try {
        writeFileSync(`${file}.next`, JSON.stringify({ server, child }), { mode: 0o600 })
        renameSync(`${file}.next`, file)
      } catch {
        // A full disk, say. The child works all the same, and chDB's own lock still keeps others out.
      }
    },
    release: () => rmSync(file, { force: true }),
  }
}

export function dataDirInUse(dataDir: string, pid: number | undefined): AppError {
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new AppError('conflict', 'data_dir_in_use', `The data directory ${dataDir} is in use by ${who}.`, {
    hint: 'Stop that server first, or choose another directory with --data-dir.',
  })
}

function tryClaim(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    // Gone meanwhile, or torn by a crash while it was written.
    return undefined
  }
}
