import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isReadableByOthers, prepareDataDir } from './data-dir.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sojourn-dir-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('the data directory', () => {
  it('is made with all that leads to it, for its owner only', () => {
    const made = join(dir, 'a b', 'ü', 'data')
    prepareDataDir(made)
    prepareDataDir(made)
    expect(statSync(made).mode & 0o777).toBe(0o700)
    expect(isReadableByOthers(made)).toBe(false)
  })

  it('cannot be a file, nor lie below one, nor where nothing can be made', () => {
    const file = join(dir, 'file')
    writeFileSync(file, '')
    for (const path of [file, join(file, 'data'), '/proc/nope/data']) {
      expect(() => prepareDataDir(path)).toThrow(expect.objectContaining({ code: 'data_dir_unusable' }))
    }
  })
})
