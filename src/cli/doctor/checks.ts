import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { isReadableByOthers } from '../data-dir.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

const GIB = 1024 ** 3
const ANSWER_WITHIN_MS = 2_000

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isFine = major > 20 || (major === 20 && minor >= 19)
  return isFine ? ok('Node.js', version) : fail('Node.js', `${version} is too old`, 'Install Node.js 20.19 or newer.')
}

/** A port is fine when it is free, or when a Sojourn answers there; `sojourn` is then what that one says of itself. */
export async function checkPort(
  door: 'HTTP' | 'gRPC',
  flag: string,
  host: string,
  port: number,
  neighbour?: Finding,
): Promise<{ finding: Finding; sojourn?: Finding }> {
  if (port === 0) return { finding: ok(door, 'picks a free port') }
  const obstacle = await tryListen(host, port)
  if (obstacle === undefined) return { finding: ok(door, `port ${port} is free`) }
  if (obstacle !== 'EADDRINUSE')
    return { finding: fail(door, `port ${port} on ${host} cannot be opened: ${obstacle}`, `Choose another with ${flag}.`) }
  if (neighbour !== undefined) return { finding: ok(door, `port ${port} is in use, as it should be while a server runs`) }
  const sojourn = door === 'HTTP' ? await askServer(host, port) : undefined
  if (sojourn !== undefined) return { finding: ok(door, `port ${port} is held by a running Sojourn`), sojourn }
  return { finding: fail(door, `port ${port} is in use by another program`, `Stop it, or choose another port with ${flag}.`) }
}

export function checkDataDir(dataDir: string): { finding: Finding; exists: boolean } {
  const exists = existsSync(dataDir)
  const nearest = nearestExisting(dataDir)
  const stat = statSync(nearest)
  if (!stat.isDirectory()) return { exists, finding: fail('data', `${nearest} is not a directory`, 'Choose another with --data-dir.') }
  try {
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    const hint = 'Give it to this user, or choose another with --data-dir.'
    return { exists, finding: fail('data', `${nearest} cannot be written by this user; it belongs to user ${stat.uid}`, hint) }
  }
  if (!exists) return { exists, finding: ok('data', `${dataDir} will be created`) }
  if (isReadableByOthers(dataDir)) {
    return { exists, finding: warn('data', `${dataDir} can be read by other users of this machine`, `chmod 700 ${dataDir}`) }
  }
  return { exists, finding: ok('data', `${dataDir} can be written, by this user only`) }
}

export async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(nearestExisting(dataDir))
  const free = bavail * bsize
  const text = `${(free / GIB).toFixed(1)} GiB free of ${((blocks * bsize) / GIB).toFixed(1)}`
  const share = blocks === 0 ? 1 : bavail / blocks
  if (free < GIB || share < 0.05) return fail('disk', text, 'Free some space: writing needs 1 GiB and 5 % to stay free.')
  if (free < 5 * GIB || share < 0.1) return warn('disk', text, 'Plan for more: traces with long prompts take about 1.5 KiB per span.')
  return ok('disk', text)
}

export async function checkClickHouse(url: string): Promise<Finding> {
  const { origin } = new URL(url)
  const reply = await get(`${origin}/ping`)
  if (reply?.status === 200) return ok('ClickHouse', `${origin} answers`)
  const says = reply === undefined ? `${origin} does not answer` : `${origin} answers ${reply.status} to /ping`
  return fail('ClickHouse', says, 'Check --clickhouse-url and that the server runs.')
}

async function askServer(host: string, port: number): Promise<Finding | undefined> {
  const address = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  const base = `http://${address.includes(':') ? `[${address}]` : address}:${port}`
  const instance = await get(`${base}/api/v1/instance`)
  const version = /"version":"([^"]+)"/.exec(instance?.text ?? '')?.[1]
  if (version === undefined) return undefined
  const ready = await get(`${base}/readyz`)
  if (ready?.status === 200) return ok('server', `Sojourn ${version} is ready at ${base}`)
  return warn(
    'server',
    `Sojourn ${version} at ${base} is not ready: ${ready?.text.slice(0, 200) ?? 'no answer'}`,
    'Look at what it writes to stderr.',
  )
}

async function get(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return { status: reply.status, text: await reply.text() }
  } catch {
    return undefined
  }
}

/** Undefined when the port can be opened, else why not. */
function tryListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}
