import { describe, expect, it } from 'vitest'
import { rowsOf, spansOfRequests } from './fold-recording.ts'
import { readStories } from './recordings.ts'

describe.each(readStories())('$name', (story) => {
  const rows = rowsOf(spansOfRequests(story.requests))
  const { sessions = [], traces = [], spans = [] } = story.expected

  it('becomes these sessions and traces', () => {
    expect(story.source).not.toBe('')
    expect(sessions.length + traces.length).toBeGreaterThan(0)
    if (story.expected.sessions !== undefined) expect(rows.sessions.map(({ id }) => id).sort()).toEqual(sessions.map(({ id }) => id).sort())
    for (const session of sessions) expect(rows.sessions.find(({ id }) => id === session.id)).toMatchObject(present(session))
    if (story.expected.traces !== undefined) expect(rows.traces).toHaveLength(traces.length)
    traces.forEach((trace, index) => expect(rows.traces[index]).toMatchObject(present(trace)))
  })

  it('reads its spans so', () => {
    for (const span of spans) {
      const named = rows.spans.filter(({ name }) => name === span.name)
      expect(named, `spans named ${span.name}`).not.toHaveLength(0)
      for (const each of named) expect(each).toMatchObject(present(span))
    }
  })
})

/** null in a story is "absent". */
function present(expected: object): object {
  return Object.fromEntries(Object.entries(expected).map(([field, value]) => [field, (value as unknown) ?? undefined]))
}
