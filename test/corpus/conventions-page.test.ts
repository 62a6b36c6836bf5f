import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { conventionsPage } from './conventions-page.ts'
import { readStories } from './recordings.ts'

const root = new URL('../../', import.meta.url)

it('docs/conventions.md is committed as it is made', () => {
  const page = conventionsPage(readStories(), new URL('src/normalize/conventions/', root))
  expect(readFileSync(new URL('docs/conventions.md', root), 'utf8')).toBe(page)
})
