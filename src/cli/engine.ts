import { resolve } from 'node:path'
import { AppError } from '../base/errors.ts'
import { createLog } from '../base/log.ts'
import { isLoopbackHost, loadConfig } from '../config/config.ts'
import { serveEngine } from '../engine/engine.ts'
import { closeOnSignal } from './close-on-signal.ts'

export type EngineFlags = { readonly port: string; readonly host: string; readonly dataDir: string; readonly logLevel: string }

/** The embedded engine alone, over TCP. It knows no passwords, so it listens on loopback only. */
export async function engine(flags: EngineFlags): Promise<void> {
  if (!isLoopbackHost(flags.host)) {
    throw new AppError('bad_input', 'bad_config', `--host ${flags.host} can be reached from other machines, and the engine asks nobody for a password.`)
  }
  const { logLevel, httpPort } = loadConfig({ flags: { httpPort: flags.port, logLevel: flags.logLevel }, env: {}, cwd: process.cwd() })
  const running = await serveEngine({
    dataDir: resolve(flags.dataDir),
    host: flags.host,
    port: httpPort,
    log: createLog(logLevel),
  })
  closeOnSignal(() => running.close())
  console.log(`Sojourn's engine is ready at http://${flags.host}:${running.port} (data in ${flags.dataDir})`)
}
