import { expect, test } from 'vitest'
import { cutIntoPieces } from './folded-time.ts'
import { sampleTurn } from './sample-turn.ts'
import { fitToWidth } from './strip-scale.ts'
import { MERGE_PX, placeBlocks, placeMarks, turnNear } from './turn-blocks.ts'

const scaleOf = (turns: Parameters<typeof cutIntoPieces>[0], widthPx: number) => fitToWidth(cutIntoPieces(turns, 1e9), widthPx)
const many = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => sampleTurn(index * 60, index * 60 + 5, more(index)))

test('turns one after the other lie in one lane, each as its own bar', () => {
  const turns = many(4)
  const { blocks, laneCount } = placeBlocks(turns, scaleOf(turns, 800))
  expect(laneCount).toBe(1)
  expect(blocks.map(({ first, last }) => [first, last])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})

test('turns at the same time lie in lanes of their own', () => {
  const turns = [sampleTurn(0, 10), sampleTurn(2, 5), sampleTurn(6, 9), sampleTurn(20, 25)]
  const { laneOf, laneCount } = placeBlocks(turns, scaleOf(turns, 800))
  expect(laneCount).toBe(2)
  expect(laneOf).toEqual([0, 1, 1, 0])
})

test('thousands of turns become a bounded number of bars that cover every turn', () => {
  const turns = many(2500)
  const { blocks } = placeBlocks(turns, scaleOf(turns, 600))
  expect(blocks.length).toBeLessThanOrEqual(600 / MERGE_PX + 1)
  expect(blocks.reduce((sum, { count }) => sum + count, 0)).toBe(2500)
})

test('an error among merged turns shows on the bar and as a mark', () => {
  const turns = many(2500, (index) => (index === 1234 ? { status: 'error' } : {}))
  const scale = scaleOf(turns, 600)
  expect(placeBlocks(turns, scale).blocks.filter(({ status }) => status === 'error')).toHaveLength(1)
  expect(placeMarks(turns, scale).map(({ turns: marked }) => marked)).toEqual([[1234]])
})

test('close errors share a mark, a wait beside them has its own', () => {
  const turns = many(2000, (index) => (index === 1998 ? { status: 'waiting' } : index > 1990 ? { status: 'error' } : {}))
  const marks = placeMarks(turns, scaleOf(turns, 600))
  expect(marks.some(({ status }) => status === 'waiting')).toBe(true)
  expect(marks.flatMap(({ turns: marked }) => marked)).toEqual([1991, 1992, 1993, 1994, 1995, 1996, 1997, 1998, 1999])
})

test('the turn at a moment is the one that runs, else the nearest', () => {
  const turns = [sampleTurn(0, 10), sampleTurn(4, 6), sampleTurn(100, 110)]
  expect(turnNear(turns, 5000)).toBe(1)
  expect(turnNear(turns, 8000)).toBe(0)
  expect(turnNear(turns, 90_000)).toBe(2)
  expect(turnNear([], 0)).toBe(-1)
})
