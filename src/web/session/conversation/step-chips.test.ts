import { describe, expect, it } from 'vitest'
import { stepOf } from './example-turn.ts'
import { chipsOf } from './step-chips.ts'

describe('step chips', () => {
  it('put alike steps together, in the order they first ran', () => {
    const chips = chipsOf([
      stepOf('chat', 0, { kind: 'llm', model: 'gpt-5' }),
      stepOf('search', 1),
      stepOf('chat again', 2, { kind: 'llm', model: 'gpt-5', durationMs: 30 }),
      stepOf('search', 3, { kind: 'retriever' }),
    ])
    expect(chips.map(({ kind, label, steps, durationMs }) => [kind, label, steps.length, durationMs])).toEqual([
      ['llm', 'gpt-5', 2, 40],
      ['tool', 'search', 1, 10],
      ['retriever', 'search', 1, 10],
    ])
  })

  it('tell the worst that became of them, and how often', () => {
    const [chip] = chipsOf([
      stepOf('a', 0, { outcome: 'cancelled' }),
      stepOf('a', 1, { outcome: 'error' }),
      stepOf('a', 2),
      stepOf('a', 3, { outcome: 'error' }),
    ])
    expect(chip).toMatchObject({ outcome: 'error', outcomeCount: 2 })
  })

  it('leave out the frame around everything else, and nothing more', () => {
    const frame = stepOf('agent', 0, { kind: 'agent', spanId: 'frame' })
    const inner = stepOf('researcher', 1, { kind: 'agent', spanId: 'inner', parentId: 'frame' })
    const tool = stepOf('search', 2, { parentId: 'inner' })
    expect(chipsOf([frame, inner, tool]).map(({ label }) => label)).toEqual(['researcher', 'search'])
    expect(chipsOf([frame]).map(({ label }) => label)).toEqual(['agent'])
  })
})
