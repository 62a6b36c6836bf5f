import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn, TurnMessage } from '../../src/api/contract/turn.ts'
import { deliveries, singlesOf } from './deliveries.ts'
import { spansOfRequests } from './fold-recording.ts'
import { readStories, type RecordedRequest } from './recordings.ts'
import { storeRecording, turnsOf } from './stored-recording.ts'

const LONGEST_EXPECTED = 300

describe.each(readStories())('the conversation of $name', (story) => {
  const { traces = [] } = story.expected
  const asked = traces.flatMap(({ input }) => (typeof input === 'string' ? [input] : []))
  const answered = traces.flatMap(({ output }) => (typeof output === 'string' ? [output] : []))

  const sessions = sessionsOf(story.requests, 100)

  it('has what was asked and answered in each turn, once and in this order', async () => {
    const turns = (await sessions).flat().sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0))
    if (turns.length !== traces.length) return
    turns.forEach((turn, at) => {
      const { input, output } = traces[at]!
      const [first, last] = [indexesOf(turn, ['user', 'human'], input), indexesOf(turn, ['assistant', 'interrupt'], output)]
      if (isWords(input, turn)) expect(first, `turn ${at}: ${input}`).toHaveLength(1)
      if (isWords(output, turn)) expect(last, `turn ${at}: ${output}`).toHaveLength(1)
      if (first.length + last.length === 2) expect(first[0]).toBeLessThan(last[0]!)
    })
  })

  it('says nothing twice that was not said twice', async () => {
    for (const turns of await sessions) {
      const messages = turns.flatMap((turn) => turn.messages)
      for (const { role, text } of messages) {
        if ((role !== 'user' && role !== 'assistant') || text === '') continue
        const told = role === 'user' ? asked : answered
        // Traces of no session are of several conversations.
        const times =
          told.length === 0 || (story.expected.sessions ?? []).length === 0
            ? turns.length
            : told.filter((each) => isSame(text, each)).length
        expect(messages.filter((each) => each.role === role && each.text === text).length, text).toBeLessThanOrEqual(Math.max(times, 1))
      }
    }
  })

  it('asks for every call of a tool once', async () => {
    for (const turns of await sessions) {
      const parts = turns.flatMap(({ messages }) => messages.flatMap((message) => message.parts))
      const ids = parts.flatMap((part) => (part.type === 'tool_call' ? (part.id ?? []) : []))
      expect(ids).toEqual([...new Set(ids)])
    }
  })

  it('is the same however its pages are cut and its spans arrive', async () => {
    const expected = await sessions
    for (const limit of [1, 3]) expect(await sessionsOf(story.requests, limit)).toEqual(expected)
    const isSame = async (delivery: readonly RecordedRequest[]) => void expect(await sessionsOf(delivery, 100)).toEqual(expected)
    await fc.assert(fc.asyncProperty(deliveries(singlesOf(story.requests)), isSame), { numRuns: 1 })
  })
})

/** What is told of a turn in a list may be no words at all: what was embedded, or what stands for words. */
function isWords(expected: string | null | undefined, { notRecorded }: Turn): expected is string {
  return typeof expected === 'string' && !(notRecorded !== undefined && (expected.startsWith('[') || expected === '__REDACTED__'))
}

async function sessionsOf(requests: readonly RecordedRequest[], limit: number): Promise<Turn[][]> {
  const recording = storeRecording(spansOfRequests(requests))
  return Promise.all(recording.sessionIds.toSorted().map((id) => turnsOf(recording, id, limit)))
}

function indexesOf({ messages }: Turn, roles: readonly TurnMessage['role'][], expected: string | null | undefined): number[] {
  const ofRole = messages.flatMap((message, at) => (roles.includes(message.role) ? [{ message, at }] : []))
  const said = ofRole.filter(({ message }) => message.text !== '' && isSame(message.text, expected ?? ''))
  const meant = said.length > 0 ? said : ofRole.filter(({ message }) => isTold(message, expected ?? ''))
  return meant.map(({ at }) => at)
}

/** Without words, what stands in their place. */
function isTold({ text, parts }: TurnMessage, expected: string): boolean {
  const instead = parts.map((part) => (part.type === 'redacted' ? part.marker : part.type === 'tool_call' ? `${part.name}(` : ''))
  return text === '' && instead.some((each) => each !== '' && expected.startsWith(each))
}

/** What is expected is the beginning, white space folded. */
function isSame(text: string, expected: string): boolean {
  const [said, meant] = [fold(text), fold(expected)]
  return meant.length < LONGEST_EXPECTED - 1 ? said === meant : said.startsWith(meant)
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
