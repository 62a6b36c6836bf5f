import { join, resolve } from 'node:path'
import { createLog } from '../base/log.ts'
import { loadConfig } from '../config/config.ts'
import { serveEngine } from '../engine/engine.ts'
import type { Build } from './build.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { prepareDataDir } from './data-dir.ts'

export type EngineFlags = { readonly port: string; readonly host: string; readonly dataDir: string; readonly logLevel: string }

/** The embedded engine alone, over TCP. It asks nobody for a password, so it listens on this machine only. */
export async function engine(flags: EngineFlags, build: Build): Promise<void> {
  const { logLevel, httpPort } = loadConfig({ flags: { httpPort: flags.port, logLevel: flags.logLevel }, env: {}, cwd: process.cwd() })
  const dataDir = resolve(flags.dataDir)
  prepareDataDir(dataDir)
  const running = await serveEngine({
    dataDir,
    host: flags.host,
    port: httpPort,
    log: createLog(logLevel),
    childPath: join(build.dir, 'engine-child.js'),
  })
  closeOnSignal(() => running.close())
  console.log(`Sojourn's engine is ready at http://${flags.host}:${running.port} (data in ${flags.dataDir})`)
}
