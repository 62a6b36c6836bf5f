import fc from 'fast-check'
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

describe('the rows of a recorded session', () => {
  it.each(readStories().map((story) => [story.name, story] as const))('of %s are the same in any order, however often sent', (_, story) => {
    const spans = spansOfRequests(story.requests)
    const rows = inOneOrder(rowsOf(spans))
    const again = fc.tuple(fc.shuffledSubarray([...spans], { minLength: spans.length }), fc.subarray([...spans]))
    fc.assert(
      fc.property(
        again.chain(([all, some]) => fc.shuffledSubarray([...all, ...some], { minLength: all.length + some.length })),
        (sent) => void expect(inOneOrder(rowsOf(sent))).toEqual(rows),
      ),
      { numRuns: 3 },
    )
  })
})

/** Lists whose order the API does not promise. */
function inOneOrder({ sessions, traces, spans }: ReturnType<typeof rowsOf>) {
  const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { sessions: byId(sessions), traces: byId(traces), spans: byId(spans) }
}

/** null in a story is "absent". */
function present(expected: object): object {
  return Object.fromEntries(Object.entries(expected).map(([field, value]) => [field, (value as unknown) ?? undefined]))
}
