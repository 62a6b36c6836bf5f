import { describe, expect, it } from 'vitest'
import { fact, tokens } from '../../rollup/example-facts.ts'
import { tallyTrace, type TraceTally } from '../../rollup/rollup.ts'
import { createModelTable, createToolTable } from './usage-tables.ts'

const lasting = (ms: number) => ({ startUnixNano: 0n, endUnixNano: BigInt(ms) * 1_000_000n })
const tally = (...facts: Parameters<typeof tallyTrace>[0]): TraceTally => tallyTrace(facts, '')!

describe('the table of tools', () => {
  it('counts runs, errors and refusals by name, slowest together first', () => {
    const table = createToolTable()
    table.add(
      tally(
        fact('a', '', { kind: 'tool', name: 'execute_tool', toolName: 'search', ...lasting(10) }),
        fact('b', '', { kind: 'tool', name: 'search', outcome: 'error', ...lasting(30) }),
        fact('c', '', { kind: 'tool', name: '__proto__', outcome: 'rejected', ...lasting(1) }),
      ),
    )
    table.add(tally(fact('d', '', { kind: 'tool', name: 'search', ...lasting(20) })))
    expect(table.rows()).toEqual([
      { name: 'search', count: 3, errorCount: 1, rejectedCount: 0, p50Ms: 20, p95Ms: 29, maxMs: 30, totalMs: 60 },
      { name: '__proto__', count: 1, errorCount: 0, rejectedCount: 1, p50Ms: 1, p95Ms: 1, maxMs: 1, totalMs: 1 },
    ])
  })
})

describe('the table of models', () => {
  it('adds up what is counted, and leaves out what repeats it', () => {
    const table = createModelTable()
    table.add(
      tally(
        fact('agent', '', { kind: 'agent', requestModel: 'm', usage: tokens(30, 3) }),
        fact('a', 'agent', { kind: 'llm', requestModel: 'm', provider: 'p', usage: tokens(10, 1), costNanoUsd: 5, ...lasting(8) }),
        fact('b', 'agent', { kind: 'llm', requestModel: 'x', responseModel: 'm', provider: 'p', usage: tokens(20, 2), ...lasting(4) }),
      ),
    )
    expect(table.rows()).toMatchObject([
      { name: 'm', provider: 'p', count: 2, errorCount: 0, promptTokens: 30, totalTokens: 33, costUsd: 5e-9, maxMs: 8, totalMs: 12 },
    ])
  })

  it('has a row without calls for usage that no call tells of', () => {
    const table = createModelTable()
    table.add(tally(fact('agent', '', { kind: 'agent', usage: tokens(30, 3) })))
    expect(table.rows()).toMatchObject([{ name: '', count: 0, totalTokens: 33, maxMs: 0 }])
  })
})
