import { readdirSync, readFileSync } from 'node:fs'
import type { SessionRow } from '../../src/api/contract/session.ts'
import type { SpanRow } from '../../src/api/contract/span.ts'
import type { TraceRow } from '../../src/api/contract/trace.ts'

/** One request of an SDK's exporter, as OTLP/JSON. */
export type RecordedRequest = { readonly signal: 'traces' | 'logs'; readonly body: unknown }

/**
 * A whole session as an SDK sent it: `<story>.requests.json` beside what must come of it, `<story>.json`. `expected` names only the
 * fields that matter, in the words of the API; null is "absent". Traces are in start order; a span is found by its name, and every
 * span of that name must fit.
 */
export type Story = {
  readonly name: string
  readonly description: string
  /** The row of docs/conventions.md it belongs to. */
  readonly sdk: string
  /** Package, version and recorder. */
  readonly source: string
  readonly expected: {
    readonly sessions?: readonly (Expected<SessionRow> & { readonly id: string; readonly aliases?: readonly string[] })[]
    readonly traces?: readonly Expected<TraceRow>[]
    readonly spans?: readonly (Expected<SpanRow> & { readonly name: string })[]
  }
  readonly requests: readonly RecordedRequest[]
}
type Expected<Row> = { readonly [Field in keyof Row]?: Row[Field] | null }

const here = new URL('./', import.meta.url)

export function readStories(folder = here): Story[] {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'record')
  return folders.flatMap(({ name: sdk }) => {
    const files = readdirSync(new URL(`${sdk}/`, folder)).filter((file) => file.endsWith('.json') && !file.endsWith('.requests.json'))
    return files.map((file) => {
      const read = (path: string) => JSON.parse(readFileSync(new URL(`${sdk}/${path}`, folder), 'utf8')) as object
      const story = file.slice(0, -'.json'.length)
      return { name: `${sdk}/${story}`, ...read(file), ...read(`${story}.requests.json`) } as Story
    })
  })
}
