import { expect, test } from 'vitest'
import { advance, isShownAt } from './playhead.ts'

test('without a replay everything has happened', () => {
  expect(isShownAt(undefined, '2999-01-01T00:00:00.000Z')).toBe(true)
})

test('a replay shows what was said up to its moment', () => {
  const at = (ms: number) => new Date(ms).toISOString()
  expect([4999, 5000, 5001].map((ms) => isShownAt(5000, at(ms)))).toEqual([true, true, false])
})

test('playing goes on and stands still at the end', () => {
  const playing = advance({ playedMs: 0, isPlaying: true }, 400, 1000)
  expect(playing).toEqual({ playedMs: 400, isPlaying: true })
  expect(advance(playing, 1600, 1000)).toEqual({ playedMs: 1000, isPlaying: false })
})

test('a held replay stays where it is', () => {
  expect(advance({ playedMs: 300, isPlaying: false }, 400, 1000)).toEqual({ playedMs: 300, isPlaying: false })
})
