import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSpan } from './normalize.ts'
import { spansOf } from './test-raw-span.ts'

const folder = new URL('../../test/fixtures/langgraph-hitl/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const recording = (file: string) => spansOf(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { [key: string]: unknown })

describe('recorded LangGraph pauses', () => {
  it('are all here', () => {
    expect(files).toHaveLength(29)
  })

  it.each(files)('of %s get the expected outcome, span by span', (file) => {
    const spans = recording(file)
    expect(spans.map(({ raw }) => `${raw.name}: ${readSpan(raw).outcome}`)).toEqual(
      spans.map(({ json }) => `${String(json['name'])}: ${String(json['_expected'])}`),
    )
  })
})
