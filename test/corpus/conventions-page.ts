import { readdirSync, readFileSync } from 'node:fs'
import type { SessionRow } from '../../src/api/contract/session.ts'
import type { SpanRow } from '../../src/api/contract/span.ts'
import type { TraceRow } from '../../src/api/contract/trace.ts'
import { rowsOf, spansOfRequests } from './fold-recording.ts'
import type { Story } from './recordings.ts'

type Rows = { readonly sessions: readonly SessionRow[]; readonly traces: readonly TraceRow[]; readonly spans: readonly SpanRow[] }

/** What a recording may show, and how it is told from its rows. */
const COLUMNS: readonly (readonly [label: string, isRead: (rows: Rows) => boolean])[] = [
  ['Session', ({ sessions }) => sessions.length > 0],
  ['User', ({ traces }) => traces.some(({ userId }) => userId !== undefined)],
  ['Model', ({ spans }) => spans.some(({ kind, model }) => kind === 'llm' && model !== undefined)],
  ['Tokens', ({ traces }) => traces.some(({ totalTokens }) => totalTokens !== undefined)],
  ['Cached', ({ traces }) => traces.some(({ cachedPromptTokens = 0 }) => cachedPromptTokens > 0)],
  ['Reasoning', ({ traces }) => traces.some(({ reasoningTokens = 0 }) => reasoningTokens > 0)],
  ['Input', ({ traces }) => traces.some(({ input }) => input !== undefined)],
  ['Output', ({ traces }) => traces.some(({ output }) => output !== undefined)],
  ['Agents', ({ spans }) => spans.some(({ kind }) => kind === 'agent' || kind === 'workflow')],
  ['Tools', ({ spans }) => spans.some(({ kind }) => kind === 'tool')],
  ['Errors', ({ traces }) => traces.some(({ errorCount }) => errorCount > 0)],
  ['Pauses', ({ traces }) => traces.some(({ interruptCount }) => interruptCount > 0)],
  ['Answers', ({ sessions }) => sessions.some(({ waitingMs }) => waitingMs > 0)],
  ['Rejections', ({ traces }) => traces.some(({ rejectedSpanCount }) => rejectedSpanCount > 0)],
]

/** Half-sentence after the packages: how it was recorded. */
const RECORDER = /[,;]? (?:test\/corpus\/record\/|[\w-]+\.mjs).*$/

/** docs/conventions.md, from the recordings and the cases. `conventions`: the folder of the cases. */
export function conventionsPage(stories: readonly Story[], conventions: URL): string {
  const sdks = [...new Set(stories.map(({ sdk }) => sdk))].sort()
  const rows = sdks.map((sdk) =>
    sdkRow(
      sdk,
      stories.filter((story) => story.sdk === sdk),
    ),
  )
  const head = ['SDK', 'Recorded', ...COLUMNS.map(([label]) => label)]
  return `# What is read of every SDK

Written by \`npm run conventions\` from the recordings in \`test/corpus/\` and the cases in \`src/normalize/conventions/\`; a test fails when
it is stale. ● means that it is read from some recorded session of the SDK; an empty cell means that no recording has it, most often because
the SDK does not say it.

${table(head, rows)}

## Cases

One span each, with what must be read from it.

${casesOf(conventions).join('\n\n')}
`
}

function sdkRow(sdk: string, stories: readonly Story[]): string[] {
  const all = stories.map(({ requests }) => rowsOf(spansOfRequests(requests)))
  const marks = COLUMNS.map(([, isRead]) => (all.some(isRead) ? '●' : ''))
  return [sdk, versionsOf(stories), ...marks]
}

function versionsOf(stories: readonly Story[]): string {
  const packages = stories.map(({ source }) => source.replace(RECORDER, '').split(/[,;] /)[0] ?? '')
  return [...new Set(packages)].sort().join('<br>')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function casesOf(conventions: URL): string[] {
  const folders = readdirSync(conventions, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  return folders.sort().map((name) => {
    const folder = new URL(`${name}/cases/`, conventions)
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { readonly description: string }
    return [`### ${name}`, '', ...files.sort().map((file) => `- ${read(file).description}`)].join('\n')
  })
}
