import { describe, expect, it } from 'vitest'
import type { Turn } from '../../api/contract/turn.ts'
import { foldCase } from '../../base/fold-case.ts'
import { searchTurn } from './search-turn.ts'

const at = '2026-11-20T00:00:00.000Z'
const message = (role: Turn['messages'][number]['role'], text: string, parts: Turn['messages'][number]['parts'] = []) => ({
  role,
  text,
  parts: parts.length > 0 ? parts : [{ type: 'text' as const, text }],
  spanId: 'm',
  at,
})
const step = (name: string, rest: Partial<Turn['steps'][number]> = {}): Turn['steps'][number] => {
  return { spanId: name, kind: 'tool', name, outcome: 'ok', startedAt: at, durationMs: 1, ...rest }
}
const turn = (rest: Partial<Turn>): Turn => ({ ...EMPTY, ...rest })
const found = (rest: Partial<Turn>, q: string) =>
  searchTurn(turn(rest), foldCase(q)).map((hit) => [hit.where, hit.excerpt.slice(hit.start, hit.end)])

describe('what was said in a turn is found', () => {
  it('in every message that says it, each time', () => {
    const messages = [
      message('user', 'Refund me. REFUND!'),
      message('assistant', 'no'),
      message('tool', '', [{ type: 'tool_result', result: { a: ['refund'] } }]),
    ]
    const hits = searchTurn(turn({ messages }), 'refund')
    expect(hits.map(({ message: index, role, start, end }) => [index, role, start, end])).toEqual([
      [0, 'user', 0, 6],
      [0, 'user', 11, 17],
      [2, 'tool', 0, 6],
    ])
    expect(hits[0]).toMatchObject({ traceId: 't', turn: 7, spanId: 'm', where: 'message', excerpt: 'Refund me. REFUND!' })
  })

  it('in names and values of steps, unless they only repeat a message', () => {
    const call = message('assistant', '', [{ type: 'tool_call', name: 'search', arguments: { city: 'Paris', days: 3 } }])
    const messages = [message('user', 'What of Paris\n in spring?'), call]
    const steps = [
      step('chat', { input: 'What of Paris in spring?', output: 'search' }),
      step('search', { input: '{"city":"Paris","days":3}', output: 'Paris is rainy' }),
      step('agent', { output: 'Paris is rai…' }),
      step('paris_hotels'),
    ]
    expect(found({ messages, steps }, 'paris')).toEqual([
      ['message', 'Paris'],
      ['message', 'Paris'],
      ['step', 'Paris'],
      ['step', 'paris'],
    ])
  })

  it('in errors and in what was asked of a human, the answer included', () => {
    const errors = [{ spanId: 'e', spanName: 's', type: 'DropError', message: 'cannot drop', at, recovered: false }]
    const pauses = [{ spanId: 'p', ids: [], payload: { question: 'Drop it?', table: 'drops' }, since: at }]
    expect(found({ errors, pauses }, 'drop').map(([where]) => where)).toEqual(['error', 'error', 'pause', 'pause'])
    const asked = message('interrupt', 'Drop it?', [{ type: 'other', value: { question: 'Drop it?' } }])
    const answered = message('human', 'do not drop', [{ type: 'approval_response', approved: false, reason: 'do not drop' }])
    expect(found({ messages: [asked, answered], pauses: [{ ...pauses[0]!, payload: { question: 'Drop it?' } }] }, 'drop')).toEqual([
      ['message', 'Drop'],
      ['message', 'drop'],
    ])
  })

  it('in values, not in their keys; never in the bytes of media', () => {
    const messages = [
      message('tool', '', [{ type: 'tool_result', result: { refund: 'no' } }]),
      message('user', '', [{ type: 'media', modality: 'image', data: 'refund' }]),
    ]
    expect(found({ messages }, 'refund')).toEqual([])
  })

  it('a hundred times in one text at most', () => {
    expect(found({ messages: [message('user', 'a'.repeat(100_000))] }, 'a')).toHaveLength(100)
  })
})

const EMPTY: Turn = {
  traceId: 't',
  index: 7,
  name: 'n',
  startedAt: at,
  durationMs: 1,
  status: 'ok',
  spanCount: 1,
  errorCount: 0,
  rejectedSpanCount: 0,
  models: [],
  messages: [],
  messageCount: 0,
  earlierMessages: 0,
  steps: [],
  stepCount: 0,
  errors: [],
  pauses: [],
  resumes: [],
}
