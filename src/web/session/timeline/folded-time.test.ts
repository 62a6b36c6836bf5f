import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { cutIntoPieces, type Piece } from './folded-time.ts'
import { sampleTurn } from './sample-turn.ts'
import { BREAK_PX, fitToWidth, replayScale } from './strip-scale.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const NOW = 10 * 3600 * SECOND
const kinds = (pieces: readonly Piece[]) => pieces.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs])

test('turns with rests between them are work and idle time', () => {
  const turns = [sampleTurn(0, 3), sampleTurn(60, 65)]
  expect(kinds(cutIntoPieces(turns, NOW))).toEqual([
    ['active', 0, 3000],
    ['idle', 3000, 60_000],
    ['active', 60_000, 65_000],
  ])
})

test('work that overlaps is cut where a turn begins, so that each turn has room', () => {
  const turns = [sampleTurn(0, 10), sampleTurn(4, 6), sampleTurn(8, 12)]
  expect(kinds(cutIntoPieces(turns, NOW))).toEqual([
    ['active', 0, 4000],
    ['active', 4000, 8000],
    ['active', 8000, 12_000],
  ])
})

test('an answered wait lies between the turn that asked and the one that went on', () => {
  const asked = sampleTurn(0, 4, { waits: [{ since: at(4), answeredAt: at(100) }] })
  expect(kinds(cutIntoPieces([asked, sampleTurn(120, 130)], NOW))).toEqual([
    ['active', 0, 4000],
    ['waiting', 4000, 100_000],
    ['idle', 100_000, 120_000],
    ['active', 120_000, 130_000],
  ])
})

test('a wait inside a turn is no work', () => {
  const turn = sampleTurn(0, 100, { waits: [{ since: at(10), answeredAt: at(90) }] })
  expect(kinds(cutIntoPieces([turn], NOW))).toEqual([
    ['active', 0, 10_000],
    ['waiting', 10_000, 90_000],
    ['active', 90_000, 100_000],
  ])
})

test('a wait that nothing has answered lasts until now', () => {
  const turn = sampleTurn(0, 4, { status: 'waiting', waits: [{ since: at(4) }] })
  expect(cutIntoPieces([turn], NOW).at(-1)).toEqual({ kind: 'waiting', fromMs: 4000, toMs: NOW, isOpen: true })
})

test('a wait that was passed over ends where the session went on', () => {
  const asked = sampleTurn(0, 4, { waits: [{ since: at(4) }] })
  expect(kinds(cutIntoPieces([asked, sampleTurn(50, 51)], NOW))).toEqual([
    ['active', 0, 4000],
    ['waiting', 4000, 50_000],
    ['active', 50_000, 51_000],
  ])
})

const turnsArbitrary = fc
  .array(
    fc.record({ startS: fc.nat(20_000), lengthS: fc.oneof(fc.constant(0), fc.nat(500)), waitS: fc.nat(900), isWaiting: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((raw) =>
    raw
      .sort((left, right) => left.startS - right.startS)
      .map(({ startS, lengthS, waitS, isWaiting }): OutlineTurn => {
        const endS = startS + lengthS
        return sampleTurn(startS, endS, isWaiting ? { waits: [{ since: at(endS), answeredAt: at(endS + waitS) }] } : {})
      }),
  )

test('pieces touch and cover the session from its first moment to its last', () => {
  fc.assert(
    fc.property(turnsArbitrary, (turns) => {
      const pieces = cutIntoPieces(turns, NOW)
      pieces.forEach((piece, index) => {
        expect(piece.toMs).toBeGreaterThanOrEqual(piece.fromMs)
        if (index > 0) expect(piece.fromMs).toBe(pieces[index - 1]?.toMs)
      })
      expect(pieces[0]?.fromMs).toBe(Date.parse(turns[0]?.startedAt ?? ''))
    }),
  )
})

test('a scale fills its width, never runs backwards and can be undone', () => {
  fc.assert(
    fc.property(
      turnsArbitrary,
      fc.integer({ min: 100, max: 2000 }),
      fc.array(fc.nat(22_000), { maxLength: 30 }),
      (turns, widthPx, seconds) => {
        const pieces = cutIntoPieces(turns, NOW)
        const scale = fitToWidth(pieces, widthPx)
        expect(scale.length).toBeCloseTo(widthPx, 6)
        const moments = seconds.map((second) => second * SECOND).sort((left, right) => left - right)
        let before = 0
        for (const moment of moments) {
          const place = scale.place(moment)
          expect(place).toBeGreaterThanOrEqual(before)
          before = place
          const [fromMs, toMs] = [pieces[0]?.fromMs ?? 0, pieces.at(-1)?.toMs ?? 0]
          const isInside = moment > fromMs && moment < toMs
          if (isInside) expect(Math.abs(scale.momentAt(place) - moment)).toBeLessThan(1)
        }
      },
    ),
  )
})

test('a long rest is no longer than a break, work is to scale', () => {
  const pieces = cutIntoPieces([sampleTurn(0, 10), sampleTurn(3600, 3630)], NOW)
  const [first, rest, second] = fitToWidth(pieces, 1000).pieces
  expect(rest?.size).toBeCloseTo(BREAK_PX, 3)
  expect((second?.size ?? 0) / (first?.size ?? 1)).toBeCloseTo(3, 3)
})

test('among many short rests a long one still has its words', () => {
  const turns = Array.from({ length: 60 }, (_, index) =>
    sampleTurn(index * 30 + (index > 30 ? 3600 : 0), index * 30 + (index > 30 ? 3600 : 0) + 5),
  )
  const rests = fitToWidth(cutIntoPieces(turns, NOW), 1000).pieces.filter(({ kind }) => kind === 'idle')
  expect(rests.filter(({ size }) => size > BREAK_PX - 1)).toHaveLength(1)
})

test('a short rest is to scale like the work around it', () => {
  const [first, rest] = fitToWidth(cutIntoPieces([sampleTurn(0, 100), sampleTurn(102, 200)], NOW), 1000).pieces
  expect((rest?.size ?? 0) / (first?.size ?? 1)).toBeCloseTo(0.02, 6)
})

test('rests of one length look alike, however many there are', () => {
  const turns = Array.from({ length: 60 }, (_, index) => sampleTurn(index * 600, index * 600 + 5))
  const rests = fitToWidth(cutIntoPieces(turns, NOW), 1000).pieces.filter(({ kind }) => kind === 'idle')
  const sizes = new Set(rests.map(({ size }) => size.toFixed(6)))
  expect(sizes.size).toBe(1)
})

test('a replay plays work in its time and pauses in a second', () => {
  const scale = replayScale(cutIntoPieces([sampleTurn(0, 10), sampleTurn(3600, 3605)], NOW))
  expect(scale.length).toBe(16_000)
  expect(scale.momentAt(10_500)).toBe(10_000 + 3590_000 / 2)
  expect(scale.momentAt(12_000)).toBe(3601_000)
})

test('a replay ends with the last work, though someone waits still', () => {
  const turn = sampleTurn(0, 4, { status: 'waiting', waits: [{ since: at(4) }] })
  expect(replayScale(cutIntoPieces([turn], 10 * MINUTE)).length).toBe(4000)
})

function at(seconds: number): string {
  return new Date(seconds * SECOND).toISOString()
}
