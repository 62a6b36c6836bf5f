import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Log } from '../base/log.ts'
import { startEngine, type Engine } from './engine.ts'

export type TestEngine = { readonly engine: Engine; readonly dataDir: string; close(): Promise<void> }

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }

/** A real engine on an empty directory of its own, for contract tests; `close` takes both away. */
export async function startTestEngine(): Promise<TestEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sj-'))
  const engine = await startEngine({ dataDir, log: quietLog, childPath: await bundleChild() })
  return {
    engine,
    dataDir,
    async close() {
      await engine.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

let bundled: Promise<string> | undefined

/** The child as one file, made once per content. It lies below node_modules, so that it finds chdb there. */
export function bundleChild(): Promise<string> {
  bundled ??= writeBundle()
  return bundled
}

async function writeBundle(): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/engine/child.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['chdb'],
    logLevel: 'silent',
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  const dir = join(root, 'node_modules/.cache/sojourn')
  const file = join(dir, `engine-child-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`)
  if (existsSync(file)) return file
  mkdirSync(dir, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, code)
  renameSync(`${file}.${process.pid}`, file)
  return file
}
