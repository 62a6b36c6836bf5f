import { describe, expect, it } from 'vitest'
import type { Turn } from '../../../api/contract/turn.ts'
import { errorOf, messageOf, pauseOf, stepOf, turnOf } from './example-turn.ts'
import { flowOf } from './turn-flow.ts'

/** The flow in words. */
function wordsOf(turn: Turn): string[] {
  return flowOf(turn).map((item) => {
    if (item.kind === 'message') return item.message.text
    if (item.kind === 'steps') return item.steps.map(({ name }) => name).join(' + ')
    return item.kind === 'error' ? `error ${item.error.message}` : `pause ${item.question?.text ?? item.pause.spanId}`
  })
}

describe('the flow of a turn', () => {
  it('puts what ran between the question and the answer', () => {
    const turn = turnOf({
      messages: [messageOf('system', 'be kind'), messageOf('user', 'hello', 1), messageOf('assistant', 'hi', 2)],
      steps: [stepOf('frame', 0), stepOf('look up', 1)],
    })
    expect(wordsOf(turn)).toEqual(['hello', 'frame + look up', 'hi'])
  })

  it('begins an exchange with each question of a turn that has several', () => {
    const turn = turnOf({
      messages: [
        messageOf('user', 'one', 1),
        messageOf('user', 'and this', 1),
        messageOf('assistant', 'first', 2),
        messageOf('user', 'two', 10),
        messageOf('assistant', 'second', 12),
      ],
      steps: [stepOf('a', 1), stepOf('b', 9), stepOf('c', 11)],
    })
    expect(wordsOf(turn)).toEqual(['one', 'and this', 'a + b', 'first', 'two', 'c', 'second'])
  })

  it('shows what it got over before the answer, and what ended it last', () => {
    const turn = turnOf({
      messages: [messageOf('user', 'go', 1), messageOf('assistant', 'trying', 2)],
      errors: [errorOf('final', 3), errorOf('passing', 1, true)],
    })
    expect(wordsOf(turn)).toEqual(['go', 'error passing', 'trying', 'error final'])
  })

  it('shows a pause once: in place of its question, else after what was said', () => {
    const asked = messageOf('interrupt', 'may I?', 3, { spanId: 'node' })
    const pauses = [pauseOf('node', 3), pauseOf('other', 4)]
    const turn = turnOf({
      messages: [messageOf('user', 'drop it', 1), asked, messageOf('human', 'yes', 9), messageOf('assistant', 'done', 10)],
      pauses,
    })
    expect(wordsOf(turn)).toEqual(['drop it', 'pause may I?', 'pause other', 'yes', 'done'])
    expect(wordsOf(turnOf({ pauses: [pauseOf('alone')] }))).toEqual(['pause alone'])
  })

  it('keeps the place of every message in the turn', () => {
    const turn = turnOf({ messages: [messageOf('system', 's'), messageOf('user', 'u'), messageOf('assistant', 'a')] })
    expect(flowOf(turn).map((item) => (item.kind === 'message' ? item.index : -1))).toEqual([1, 2])
  })
})
