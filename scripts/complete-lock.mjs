// Names every platform's optional binary in package-lock.json, also those the registry at hand could not answer for: `npm ci` refuses a lock
// that leaves one out. Says so and ends with 1 when something was missing. An entry made here has no integrity; `npm install` adds it.
import { readFile, writeFile } from 'node:fs/promises'

const lockUrl = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(await readFile(lockUrl, 'utf8'))
const entries = lock.packages
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']

const parentOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1))

function isLocked(from, name) {
  for (let base = from; ; base = parentOf(base)) {
    if (entries[`${base ? `${base}/` : ''}node_modules/${name}`]) return true
    if (base === '') return false
  }
}

function entryFor(name, version, owner) {
  const words = name.slice(name.indexOf('/') + 1).split('-')
  const system = words.find((word) => systems.includes(word))
  const cpu = system ? words[words.indexOf(system) + 1] : 'wasm32'
  const abi = words.at(-1) ?? ''
  const libc = system !== 'linux' ? undefined : abi.startsWith('musl') ? 'musl' : abi.startsWith('gnu') ? 'glibc' : undefined
  return {
    version,
    cpu: [cpu],
    ...(owner.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
    ...(owner.engines ? { engines: owner.engines } : {}),
  }
}

const missing = []
for (const [path, owner] of Object.entries(entries)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (!isLocked(path, name)) missing.push([`node_modules/${name}`, entryFor(name, version, owner)])
  }
}

if (missing.length > 0) {
  const byPath = ([a], [b]) => a.localeCompare(b, 'en')
  lock.packages = Object.fromEntries([...Object.entries(entries), ...missing].sort(byPath))
  await writeFile(lockUrl, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json lacked ${missing.length} optional packages and has them now`)
  process.exitCode = 1
}
