// Builds dist/: the server (esbuild, one bundle per process) and the web app (Vite).
// `--if-stale` does nothing when dist/ is newer than every source, so that `npm start` starts at once the second time.
import { build } from 'esbuild'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { licenceText } from './licences.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const STAMP = 'dist/.built'

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0)

const startedAt = Date.now()
rmSync('dist', { recursive: true, force: true })
const bundled = new Set([...(await buildServer()), ...(await buildWebApp())])
writeFileSync('dist/THIRD-PARTY-LICENCES.txt', licenceText(bundled))
writeFileSync(STAMP, '')
console.error(`built dist/ in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)

/** Both answer the files they bundled. */
async function buildServer() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { metafile } = await build({
    entryPoints: { main: 'src/main.ts', 'engine-child': 'src/engine/child.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // chdb brings a native library and stays a dependency; everything else is bundled.
    external: ['chdb'],
    loader: { '.sql': 'text' },
    define: { 'process.env.SOJOURN_VERSION': JSON.stringify(version) },
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    legalComments: 'linked',
    minifySyntax: true,
    logLevel: 'warning',
    metafile: true,
  })
  return Object.keys(metafile.inputs)
}

async function buildWebApp() {
  const files = new Set()
  const collect = {
    name: 'collect-modules',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) for (const id of Object.keys(chunk.modules ?? {})) files.add(id)
    },
  }
  const { build: buildWeb } = await import('vite')
  await buildWeb({ configFile: 'vite.config.ts', logLevel: 'warn', plugins: [collect] })
  return files
}

function isFresh() {
  if (!existsSync(STAMP)) return false
  const built = statSync(STAMP).mtimeMs
  return ['src', 'package-lock.json', 'vite.config.ts', 'scripts/build.mjs'].every((path) => newest(path) <= built)
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
