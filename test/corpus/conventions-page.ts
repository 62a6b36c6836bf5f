import { readdirSync, readFileSync } from 'node:fs'
import type { SessionRow } from '../../src/api/contract/session.ts'
import type { SpanRow } from '../../src/api/contract/span.ts'
import type { TraceRow } from '../../src/api/contract/trace.ts'
import { rowsOf, spansOfRequests } from './fold-recording.ts'
import type { Story } from './recordings.ts'

/** Rows, or what is expected of them. */
type Rows = {
  readonly sessions?: readonly Partial<SessionRow>[] | undefined
  readonly traces?: readonly Partial<TraceRow>[] | undefined
  readonly spans?: readonly Partial<SpanRow>[] | undefined
}

type IsThere = (rows: Rows) => boolean

/** What a recording may show, and how it is told from its rows; `isAsked` tells it from what is expected, where that says less. */
const COLUMNS: readonly (readonly [label: string, isRead: IsThere, isAsked?: IsThere])[] = [
  ['Session', ({ sessions = [] }) => sessions.length > 0],
  ['User', anyTotal(({ userId }) => userId !== undefined)],
  ['Model', ({ spans = [] }) => spans.some(({ kind, model }) => kind === 'llm' && model !== undefined)],
  ['Tokens', anyTotal(({ promptTokens, totalTokens }) => (promptTokens ?? totalTokens) !== undefined)],
  ['Cached', anyTotal(({ cachedPromptTokens = 0 }) => cachedPromptTokens > 0)],
  ['Reasoning', anyTotal(({ reasoningTokens = 0 }) => reasoningTokens > 0)],
  ['Cost sent', ({ spans = [] }) => spans.some(({ costSource }) => costSource === 'sent'), asksForCost],
  ['Input', ({ sessions = [], traces = [] }) => [...sessions.map(firstSaid), ...traces.map(({ input }) => input)].some(isSaid)],
  ['Output', ({ sessions = [], traces = [] }) => [...sessions.map(lastSaid), ...traces.map(({ output }) => output)].some(isSaid)],
  ['Agents', ({ spans = [] }) => spans.some(({ kind }) => kind === 'agent' || kind === 'workflow')],
  ['Tools', ({ spans = [] }) => spans.some(({ kind }) => kind === 'tool')],
  ['Errors', anyTotal(({ errorCount = 0 }) => errorCount > 0)],
  ['Pauses', ({ traces = [] }) => traces.some(({ interruptCount = 0 }) => interruptCount > 0)],
  ['Answers', ({ sessions = [] }) => sessions.some(({ waitingMs = 0 }) => waitingMs > 0)],
  ['Rejections', anyTotal(({ rejectedSpanCount = 0 }) => rejectedSpanCount > 0)],
]

function asksForCost({ sessions = [], traces = [], spans = [] }: Rows): boolean {
  return [...sessions, ...traces, ...spans].some(({ costUsd }) => costUsd !== undefined)
}

function anyTotal(isRead: (row: Partial<SessionRow> | Partial<TraceRow>) => boolean): IsThere {
  return ({ sessions = [], traces = [] }) => [...sessions, ...traces].some(isRead)
}

const firstSaid = ({ firstMessage }: Partial<SessionRow>) => firstMessage
const lastSaid = ({ lastMessage }: Partial<SessionRow>) => lastMessage
const isSaid = (text: string | undefined) => text !== undefined

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
it is stale. ● means that a recorded session of the SDK must come out with it, ○ that one does although its recording does not ask for it; an
empty cell means that no recording has it, most often because the SDK does not say it. Costs that are tokens times a price are not meant.

${table(head, rows)}

## Cases

One span each, with what must be read from it.

${casesOf(conventions).join('\n\n')}
`
}

function sdkRow(sdk: string, stories: readonly Story[]): string[] {
  const all = stories.map(({ requests }) => rowsOf(spansOfRequests(requests)))
  const expected = stories.map((story) => withoutNull(story.expected))
  const marks = COLUMNS.map(([, isRead, isAsked = isRead]) => (!all.some(isRead) ? '' : expected.some(isAsked) ? '●' : '○'))
  return [sdk, versionsOf(stories), ...marks]
}

/** null in a story is "absent". */
function withoutNull(expected: Story['expected']): Rows {
  return JSON.parse(JSON.stringify(expected), (_, value: unknown) => value ?? undefined) as Rows
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
    const line = (file: string) => `- [${textIn(read(file).description)}](../src/normalize/conventions/${name}/cases/${file})`
    return [`### ${name}`, '', ...files.sort().map(line)].join('\n')
  })
}

/** As the text of a link. */
function textIn(description: string): string {
  return description.replaceAll(/[[\]]/g, String.raw`\$&`)
}
