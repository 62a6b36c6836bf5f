// The engine's own process: chDB and a door for it. It lives exactly as long as its parent wants: signals from a terminal are the
// parent's business, a lost parent means close, and nothing outlives the grace period.
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabase, type Database } from './database.ts'
import { createHttpDoor } from './http.ts'
import type { ChildOptions, Report } from './messages.ts'
import { isLocalRequest } from './local-request.ts'

const ORPHAN_GRACE_MS = 2_000
const LAST_ANSWERS_MS = 500

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.umask(0o077)
await run(JSON.parse(process.argv[2] ?? '') as ChildOptions)

async function run({ path, listen }: ChildOptions): Promise<void> {
  let database: Database | undefined
  try {
    database = openDatabase(path)
    const isSocket = 'socketPath' in listen
    const door = createHttpDoor({ database, isWelcome: isSocket ? () => true : isLocalRequest })
    const server = createServer({ keepAliveTimeout: 30_000, maxHeaderSize: 8 * 1024 * 1024, requestTimeout: 0 }, door)
    if (isSocket) rmSync(listen.socketPath, { force: true })
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(isSocket ? { path: listen.socketPath } : listen, resolve),
    )
    if (isSocket) chmodSync(listen.socketPath, 0o600)
    closeWhenTold(server, database)
    const report: Report = { kind: 'ready', port: isSocket ? undefined : (server.address() as AddressInfo).port }
    process.send?.(report)
  } catch (error) {
    console.error(error)
    await database?.close()
    process.exitCode = 1
    process.disconnect()
  }
}

function closeWhenTold(server: Server, database: Database): void {
  let isClosing = false
  const close = () => {
    if (isClosing) return
    isClosing = true
    const allAnswered = new Promise<void>((resolve) => server.close(() => resolve()))
    void database.close().then(() => {
      server.closeIdleConnections()
      // Answers to what was still running go out before the process does.
      setTimeout(() => process.exit(0), LAST_ANSWERS_MS)
      return allAnswered.then(() => process.exit(0))
    })
  }
  process.on('message', close)
  process.on('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), ORPHAN_GRACE_MS)
    close()
  })
  if (!process.connected) close()
}
