import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spansOf, type Sketch } from './sketch-spans.ts'
import { drawAt, findGaps, foldGaps, ticksIn, unfoldedTime } from './trace-time.ts'
import { buildTree } from './tree.ts'
import { wholeWindow } from './zoom.ts'

const sketches: readonly Sketch[] = [
  { id: 'a', at: 0, lasts: 1000 },
  { id: 'b', parent: 'a', at: 0, lasts: 50 },
  { id: 'c', parent: 'a', at: 40, lasts: 20 },
  { id: 'd', parent: 'a', at: 960, lasts: 30 },
]
const tree = buildTree(spansOf(sketches))

test('gaps are where no step without steps below it ran', () => {
  expect(findGaps(tree, 1000)).toEqual([
    { fromMs: 60, toMs: 960 },
    { fromMs: 990, toMs: 1000 },
  ])
})

test('folded, work keeps its length, long gaps lose most of theirs, short ones nothing', () => {
  const time = foldGaps(findGaps(tree, 1000), 1000)
  expect(time.pieces.map(({ isGap, fromMs, toMs }) => [isGap, fromMs, toMs])).toEqual([
    [false, 0, 60],
    [true, 60, 960],
    [false, 960, 1000],
  ])
  expect(time.pieces.map(({ size }) => size)).toEqual([60, 15, 40])
  const drawn = drawAt(tree, time)
  expect([drawn.startMs[3], drawn.endMs[3]]).toEqual([75, 105])
  expect(drawn.span).toBe(tree.span)
})

test('without gaps time stays as it is', () => {
  expect(foldGaps([], 500).length).toBe(500)
})

test('a trace of moments alone can still be told apart', () => {
  const time = foldGaps([{ fromMs: 0, toMs: 1000 }], 1000)
  expect(time.place(1000)).toBeGreaterThan(time.place(0))
})

test('folding can be undone', () => {
  const gap = fc.record({ at: fc.nat(10_000), lasts: fc.integer({ min: 1, max: 500 }) })
  fc.assert(
    fc.property(fc.array(gap, { minLength: 1, maxLength: 30 }), fc.array(fc.nat(10_500), { maxLength: 20 }), (raw, moments) => {
      const spans = spansOf(raw.map((one, at) => ({ ...one, id: String(at) })))
      const time = foldGaps(findGaps(buildTree(spans), spans.lengthMs), spans.lengthMs)
      expect(time.length).toBeLessThanOrEqual(spans.lengthMs + 1e-6)
      for (const moment of moments) {
        if (moment <= spans.lengthMs) expect(time.momentAt(time.place(moment))).toBeCloseTo(moment, 3)
      }
    }),
  )
})

test('ticks are round and no more than asked for', () => {
  const ticks = (lengthMs: number, most: number) => ticksIn(unfoldedTime(lengthMs), wholeWindow(lengthMs), most)
  expect(ticks(3600, 5)).toEqual([0, 1000, 2000, 3000])
  expect(ticks(3_600_000, 6)).toEqual([0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000])
  expect(ticks(86_400_000 * 400, 6).length).toBeLessThanOrEqual(7)
})

test('with gaps folded ticks are moments of the trace, and none is in a gap', () => {
  const time = foldGaps([{ fromMs: 100, toMs: 100_000 }], 100_100)
  const ticks = ticksIn(time, wholeWindow(time.length), 5)
  expect(ticks).toEqual([0, 50, 100, 100_050, 100_100])
})
