import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BANNED_NAMES, BUILDERS, MAX_LINES, PACKAGE_HOMES, ROOMS } from './house-rules.ts'

const root = join(import.meta.dirname, '..')
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('src', path))
  .filter((path) => /\.tsx?$/.test(path))
const isTest = (path: string) => /(\.test\.tsx?|\/(test|example)-[^/]*\.ts|-contract\.ts)$/.test(path)
const imports = files.filter((path) => !isTest(path)).flatMap(importsOf)

describe('the house', () => {
  it('is seen by its own test', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(imports.length).toBeGreaterThan(200)
    expect(new Set(files.map(roomOf))).toEqual(
      new Set([...Object.keys(ROOMS).filter((room) => files.some((file) => roomOf(file) === room)), 'main']),
    )
  })

  it('imports only downwards', () => {
    const wrong = imports.filter(({ from, room, target }) => {
      if (room === undefined || BUILDERS.includes(from) || room === roomOf(from)) return false
      const allowed = ROOMS[roomOf(from)] ?? []
      return !allowed.includes(room) && !allowed.some((open) => target?.startsWith(`src/${open}/`))
    })
    expect(wrong.map(({ from, target }) => `${from} → ${target}`)).toEqual([])
  })

  it('enters another room by its door', () => {
    const wrong = imports.filter(({ from, room, target }) => {
      if (room === undefined || target === undefined || room === roomOf(from)) return false
      const isOpen = room === 'base' || room === 'model' || target.startsWith('src/api/contract/')
      return !isOpen && target !== `src/${room}/${room}.ts` && !(from === 'src/main.ts' && room === 'cli')
    })
    expect(wrong.map(({ from, target }) => `${from} → ${target}`)).toEqual([])
  })

  it('keeps packages in their homes', () => {
    const wrong = imports.filter(({ from, specifier, room }) => {
      if (room !== undefined || specifier.startsWith('.')) return false
      const homes = PACKAGE_HOMES.find(([pattern]) => pattern.test(specifier))?.[1] ?? []
      return !homes.includes(roomOf(from))
    })
    expect(wrong.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([])
  })

  it('has no file over the limit and no name that says nothing', () => {
    expect(files.filter((path) => read(path).split('\n').length > MAX_LINES)).toEqual([])
    const parts = files.flatMap((path) => path.split('/').map((part) => ({ path, part: part.replace(/\.tsx?$/, '') })))
    expect(parts.filter(({ part }) => BANNED_NAMES.test(part)).map(({ path }) => path)).toEqual([])
  })

  it('documents every error code it can answer', () => {
    const documented = readFileSync(join(root, 'docs/errors.md'), 'utf8')
    const codes = new Set(
      files
        .filter((path) => !isTest(path))
        .flatMap((path) => [...read(path).matchAll(/new AppError\(\s*'\w+',\s*'(\w+)'/g)].map((match) => match[1]!)),
    )
    expect(codes.size).toBeGreaterThan(10)
    expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
    const listed = [...documented.matchAll(/^\| `(\w+)`\s*\| [a-z_]+\s*\|/gm)].map((match) => match[1]!)
    expect(listed.filter((code) => !codes.has(code))).toEqual([])
  })

  it('draws only paths that exist', () => {
    const drawn = [
      ...readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(/`(src\/[\w./-]+|test\/[\w./-]+|bench\/[\w./-]+)`/g),
    ].map((match) => match[1]!)
    expect(drawn.length).toBeGreaterThan(10)
    const all = new Set(files.flatMap((path) => [path, dirname(path), `${dirname(path)}/`]))
    expect(drawn.filter((path) => path.startsWith('src/') && !all.has(path) && !all.has(path.replace(/\/$/, '')))).toEqual([])
  })

  it('locks the binaries of every platform, so that npm ci takes the lock anywhere', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { optionalDependencies?: object }> }
    const named = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(named.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
  })
})

type Import = { from: string; specifier: string; target: string | undefined; room: string | undefined }

function importsOf(from: string): Import[] {
  // Text in template literals (snippets that are shown) is not code of ours.
  const code = read(from).replace(/`[^`]*`/g, '``')
  const specifiers = [...code.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm)].map((match) => match[1]!)
  return specifiers.map((specifier) => {
    if (!specifier.startsWith('.')) return { from, specifier, target: undefined, room: undefined }
    const target = relative(root, join(root, dirname(from), specifier.replace(/\?.*$/, '')))
    return { from, specifier, target, room: roomOf(target) }
  })
}

function roomOf(path: string): string {
  const [, room, rest] = path.split('/')
  return rest === undefined ? 'main' : room!
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
