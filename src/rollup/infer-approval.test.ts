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
      openPauses: [{ checkpointNs: '', ids: ['c1'] }],
      interruptedAtUnixNano: 20n,
    })
    expect(settledOutcomes(facts).get('llm')).toEqual({ outcome: 'interrupted', rule: 15 })
  })

  it('waits when only some ran, and when the tool span came to nothing', () => {
    expect(foldTrace([agent(), call('llm', 10, ['c1', 'c2']), tool('t', 30, { answeredCallIds: ['c1'] })])).toMatchObject({
      outcome: 'interrupted',
      interruptCount: 1,
      openPauses: [{ checkpointNs: '', ids: ['c2'] }],
      waits: [],
    })
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
    ['it was stopped', [agent({ outcome: 'cancelled' }), call('llm', 10, ['c1'])]],
    ['it failed', [agent({ outcome: 'error' }), call('llm', 10, ['c1'])]],
  ])('does not wait when %s', (_, facts) => {
    expect(foldTrace(facts).outcome).not.toBe('interrupted')
  })
})

describe('a call that runs after the run that asked for it had ended', () => {
  const resumed = fact('again', '', { kind: 'agent', ...at(500, 600) })
  const late = (rest: Partial<SpanFact>) => fact('late', 'again', { kind: 'tool', answeredCallIds: ['c1'], ...at(510, 520), ...rest })

  it('had waited for approval', () => {
    const facts = [agent(), call('llm', 10, ['c1']), resumed, late({})]
    expect(foldTrace(facts)).toMatchObject({ outcome: 'ok', interruptCount: 1, openPauses: [], waits: [{ start: 20n, end: 510n }] })
    expect(settledOutcomes(facts).get('llm')).toEqual({ outcome: 'interrupted', rule: 15 })
  })

  it('had waited too when it was turned down, or failed then', () => {
    const waits = [{ start: 20n, end: 510n }]
    expect(foldTrace([agent(), call('llm', 10, ['c1']), resumed, late({ outcome: 'rejected' })])).toMatchObject({ outcome: 'ok', waits })
    expect(foldTrace([agent(), call('llm', 10, ['c1']), resumed, late({ outcome: 'error' })])).toMatchObject({ outcome: 'error', waits })
  })

  it('leaves the other calls waiting', () => {
    expect(foldTrace([agent(), call('llm', 10, ['c1', 'c2']), resumed, late({})])).toMatchObject({
      outcome: 'interrupted',
      interruptCount: 2,
      openPauses: [{ checkpointNs: '', ids: ['c2'] }],
      waits: [{ start: 20n, end: 510n }],
    })
  })

  it.each([
    ['only told to the next agent', { kind: 'llm' as const }],
    ['run before that', { ...at(30, 40) }],
  ])('is no pause when it was %s', (_, rest) => {
    expect(foldTrace([agent(), call('llm', 10, ['c1']), resumed, late(rest)])).toMatchObject({ interruptCount: 0, waits: [] })
  })
})
