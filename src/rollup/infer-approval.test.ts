import { describe, expect, it } from 'vitest'
import { RUNS_TOOLS } from '../model/reading.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { fact } from './example-facts.ts'
import { foldTrace, settledOutcomes } from './rollup.ts'

const at = (start: number, end: number) => ({ startUnixNano: BigInt(start), endUnixNano: BigInt(end) })
const agent = (rest: Partial<SpanFact> = {}) => fact('agent', '', { kind: 'agent', ...at(0, 100), ...rest })
const call = (id: string, start: number, asked: string[], rest: Partial<SpanFact> = {}) =>
  fact(id, 'agent', { kind: 'llm', askedCallIds: asked, marks: [RUNS_TOOLS], ...at(start, start + 10), ...rest })
const tool = (id: string, start: number, rest: Partial<SpanFact> = {}) =>
  fact(id, 'agent', { kind: 'tool', ...at(start, start + 5), ...rest })

describe('a run that ends after its model asked for a tool', () => {
  it('waits for approval when nothing ran', () => {
    const facts = [agent(), call('llm', 10, ['c1'])]
    expect(foldTrace(facts)).toMatchObject({
      outcome: 'interrupted',
      interruptCount: 1,
      errorCount: 0,
      openCallIds: ['c1'],
      interruptedAtUnixNano: 20n,
    })
    expect(settledOutcomes(facts).get('llm')).toEqual({ outcome: 'interrupted', rule: 15 })
  })

  it('waits when only some ran, and when the tool span came to nothing', () => {
    expect(foldTrace([agent(), call('llm', 10, ['c1', 'c2']), tool('t', 30, { answeredCallIds: ['c1'] })]).openCallIds).toEqual(['c2'])
    expect(foldTrace([agent(), call('llm', 10, ['c1']), tool('t', 30)]).outcome).toBe('interrupted')
  })

  it.each([
    ['the tool ran under its id', [agent(), call('llm', 10, ['c1']), tool('t', 30, { answeredCallIds: ['c1'] })]],
    ['the tool ran and says no id', [agent(), call('llm', 10, ['c1']), tool('t', 30, { outputRank: 1 })]],
    ['a human said no', [agent(), call('llm', 10, ['c1']), tool('t', 30, { outcome: 'rejected' })]],
    ['the model went on', [agent(), call('llm', 10, ['c1']), call('next', 40, [])]],
    ['no agent runs it', [call('llm', 10, ['c1'], { parentSpanId: '' })]],
    ['the agent is still running', [agent({ isPending: true }), call('llm', 10, ['c1'])]],
    ['its SDK leaves tools to the app', [agent(), call('llm', 10, ['c1'], { marks: [] })]],
    ['it failed', [agent({ outcome: 'error' }), call('llm', 10, ['c1'])]],
  ])('does not wait when %s', (_, facts) => {
    expect(foldTrace(facts).outcome).not.toBe('interrupted')
  })
})
