import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RawSpan } from '../../model/raw-span.ts'
import { readContent, readSpan, spanOfLog } from '../normalize.ts'
import { logRecordOf, rawSpanOf, type SpanJson } from '../test-raw-span.ts'

/** One span, or one log record, as an SDK sends it, and what must be read from it. `expected` and `content` name only the fields that matter; null is "absent". */
type Case = {
  readonly description: string
  readonly source: string
  readonly span?: SpanJson
  readonly log?: SpanJson
  /** What span is made of the log record; null: none. */
  readonly made?: object | null
  readonly resource?: unknown
  readonly scope?: unknown
  readonly expected: object
  readonly content?: object
}

const folder = new URL('./', import.meta.url)
const conventions = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

describe.each(conventions)('%s', (convention) => {
  const cases = new URL(`${convention}/cases/`, folder)
  const files = readdirSync(cases).filter((name) => name.endsWith('.json'))

  it('has cases', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files.map((file) => JSON.parse(readFileSync(new URL(file, cases), 'utf8')) as Case))('reads $description', (each) => {
    expect(each.source).not.toBe('')
    const raw = each.log === undefined ? rawSpanOf(each.span ?? {}, each.resource, each.scope) : madeOf(each)
    if (each.made !== undefined) expect(raw).toEqual(each.made === null ? undefined : expect.objectContaining(each.made))
    if (raw === undefined) return
    expect(readSpan(raw)).toMatchObject(
      Object.fromEntries(Object.entries(each.expected).map(([field, value]) => [field, value ?? undefined])),
    )
    if (each.content !== undefined) expect(readContent(raw)).toMatchObject(each.content)
  })
})

function madeOf({ log = {}, resource, scope }: Case): RawSpan | undefined {
  return spanOfLog(logRecordOf(log, resource, scope))
}
