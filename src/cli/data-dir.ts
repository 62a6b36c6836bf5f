import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../base/errors.ts'

/** Makes the directory when it is missing, or says in one line why it cannot be used. */
export function prepareDataDir(dataDir: string): void {
  try {
    makeMissing(dataDir)
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error(dataDir), { code: 'ENOTDIR', path: dataDir })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new AppError('unavailable', 'data_dir_unusable', `The data directory ${dataDir} cannot be used: ${reasonOf(error)}.`, {
      cause: error,
      hint: 'Correct it, or choose another directory with --data-dir.',
    })
  }
}

/** Parent by parent: Node's own `recursive` never ends where a file system answers ENOENT below a directory that exists, as /proc does. */
function makeMissing(dir: string): void {
  if (existsSync(dir)) return
  const parent = dirname(dir)
  if (parent !== dir) makeMissing(parent)
  mkdirSync(dir, { mode: 0o700 })
}

/** True when other users of this machine may look inside. */
export function isReadableByOthers(dataDir: string): boolean {
  return process.platform !== 'win32' && (statSync(dataDir).mode & 0o077) !== 0
}

function reasonOf(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `this user (${process.getuid?.() ?? 'unknown'}) may not write to ${path}`
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is not a directory`
    case 'EROFS':
      return `${path} is on a read-only file system`
    case 'ENOENT':
      return `${path} cannot be created`
    case 'ENOSPC':
      return 'the disk is full'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
