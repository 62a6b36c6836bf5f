import { expect, test } from 'vitest'
import { sampleTurn } from '../timeline/sample-turn.ts'
import { contextChart, costChart, latencyChart, mostUsed, tokenChart } from './turn-charts.ts'

test('tokens are stacked without counting a part twice', () => {
  const turn = sampleTurn(0, 1, { promptTokens: 100, cachedPromptTokens: 60, completionTokens: 50, reasoningTokens: 20, totalTokens: 150 })
  const { bars, twin } = tokenChart([turn])
  expect(bars).toEqual([{ parts: [60, 40, 30, 20] }])
  expect(twin.rowOf(0)).toEqual(['1', '100', '60', '50', '20', '150'])
})

test('what no span reports is absent from the bar and a dash in words', () => {
  const { bars, twin } = tokenChart([sampleTurn(0, 1, { completionTokens: 0 })])
  expect(bars).toEqual([{ parts: [undefined, undefined, 0, undefined] }])
  expect(twin.rowOf(0)).toEqual(['1', '—', '—', '0', '—', '—'])
})

test('approximate numbers say so, zero is exact', () => {
  const { twin } = tokenChart([sampleTurn(0, 1, { promptTokens: 10, completionTokens: 0, isApproximate: true })])
  expect(twin.rowOf(0).slice(1, 4)).toEqual(['≈ 10', '—', '0'])
})

test('an estimated cost is another part than one that was sent, an unknown one is neither', () => {
  const turns = [
    sampleTurn(0, 1, { costUsd: 0.5 }),
    sampleTurn(2, 3, { costUsd: 0.25, isCostEstimated: true }),
    sampleTurn(4, 5, { unpricedModels: ['own-model'] }),
  ]
  const { bars, twin } = costChart(turns)
  expect(bars.map(({ parts }) => parts)).toEqual([
    [0.5, undefined],
    [undefined, 0.25],
    [undefined, undefined],
  ])
  expect([0, 1, 2].map((at) => twin.rowOf(at)[1])).toEqual(['$0.50', '≈ $0.25', '—'])
  expect(twin.rowOf(2)[2]).toBe('own-model')
})

test('a turn that still runs has lasted at least so long', () => {
  const { bars, twin } = latencyChart([sampleTurn(0, 2, { status: 'running' })])
  expect(bars).toEqual([{ parts: [undefined, 2000] }])
  expect(twin.rowOf(0)[1]).toBe('≥ 2 s')
})

test('context is set against the window of its model where that is known', () => {
  const turns = [sampleTurn(0, 1), sampleTurn(2, 3)]
  const metrics = [
    { traceId: 'trace-0', llmCount: 1, toolCount: 0, contextTokens: 6400, contextWindow: 128_000 },
    { traceId: 'trace-2', llmCount: 0, toolCount: 0 },
  ]
  const { bars, twin } = contextChart(turns, new Map(metrics.map((one) => [one.traceId, one])))
  expect(bars).toEqual([
    { parts: [6400], limit: 128_000 },
    { parts: [undefined], limit: undefined },
  ])
  expect(twin.rowOf(0)).toEqual(['1', '6,400', '128,000', '5.0 %'])
  expect(mostUsed(metrics)).toBe(0.05)
  expect(mostUsed([])).toBeUndefined()
})
