import { expect, test } from 'vitest'
import { sampleTurn } from '../session/timeline/sample-turn.ts'
import { placeInOutline } from './turn-place.ts'

const outline = { items: [0, 10, 20].map((startS, index) => sampleTurn(startS, startS + 1, { index })), total: 3 }

test('a turn knows its number and its neighbours', () => {
  expect(placeInOutline(outline, 'trace-10')).toEqual({ number: 2, total: 3, previous: 'trace-0', next: 'trace-20' })
})

test('the first and the last have one neighbour', () => {
  expect(placeInOutline(outline, 'trace-0')).toEqual({ number: 1, total: 3, previous: undefined, next: 'trace-10' })
  expect(placeInOutline(outline, 'trace-20')).toEqual({ number: 3, total: 3, previous: 'trace-10', next: undefined })
})

test('a trace that the outline does not list has no place', () => {
  expect(placeInOutline(outline, 'elsewhere')).toBeUndefined()
})
