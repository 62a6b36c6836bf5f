// Writes docs/conventions.md from recordings and cases: `npm run conventions`. A test says when it is stale.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { conventionsPage } from '../test/corpus/conventions-page.ts'
import { readStories } from '../test/corpus/recordings.ts'

const folder = (path: string) => pathToFileURL(`${path}/`)
writeFileSync('docs/conventions.md', conventionsPage(readStories(folder('test/corpus')), folder('src/normalize/conventions')))
