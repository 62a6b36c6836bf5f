// Runs a TypeScript file of this repository: `node scripts/run.mjs bench/reads.ts …`. Bundled in memory's neighbour, a temp dir.
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const [file, ...args] = process.argv.slice(2)
if (!file) throw new Error('usage: node scripts/run.mjs FILE.ts [argument …]')
const dir = mkdtempSync(join(process.cwd(), 'node_modules', '.run-'))
try {
  const outfile = join(dir, 'run.mjs')
  await build({ entryPoints: [file], outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' })
  process.exitCode = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(dir, { recursive: true, force: true })
}
