import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { Status } from '../../../model/outcome.ts'
import { endMsOf, startMsOf, type SessionScale } from './folded-time.ts'

const MOST_LANES = 4
const LEAST_BAR_PX = 2
/** Bars that begin nearer to each other than this are one. */
export const MERGE_PX = 4
const MARK_PX = 13

/** One turn, or neighbours that would lie on top of each other. `first` and `last` are indexes. */
export type Block = {
  readonly first: number
  readonly last: number
  readonly count: number
  readonly lane: number
  readonly from: number
  readonly size: number
  /** The worst of its turns. */
  readonly status: Status
}

/** The bars of the strip; their number is bounded by the length of the scale, not by the turns. `laneOf` is by turn. */
export type Bars = { readonly blocks: readonly Block[]; readonly laneOf: readonly number[]; readonly laneCount: number }

export function placeBlocks(turns: readonly OutlineTurn[], scale: SessionScale): Bars {
  const laneEndsMs: number[] = []
  const laneOf = turns.map((turn) => takeLane(laneEndsMs, turn))
  const openBlocks: (Block | undefined)[] = []
  const blocks: Block[] = []
  turns.forEach((turn, at) => {
    const lane = laneOf[at] ?? 0
    const from = scale.place(startMsOf(turn))
    const size = Math.max(scale.place(endMsOf(turn)) - from, LEAST_BAR_PX)
    const open = openBlocks[lane]
    if (open && from < open.from + MERGE_PX) {
      const status = worse(open.status, turn.status)
      openBlocks[lane] = { ...open, last: at, count: open.count + 1, size: Math.max(open.size, from + size - open.from), status }
      return
    }
    if (open) blocks.push(open)
    openBlocks[lane] = { first: at, last: at, count: 1, lane, from, size, status: turn.status }
  })
  blocks.push(...openBlocks.filter((open) => open !== undefined))
  return { blocks, laneOf, laneCount: Math.max(1, laneEndsMs.length) }
}

/** The first lane that is free; when all are taken, the one that is free soonest. */
function takeLane(endsMs: number[], turn: OutlineTurn): number {
  const free = endsMs.findIndex((endMs) => endMs <= startMsOf(turn))
  const lane = free >= 0 ? free : endsMs.length < MOST_LANES ? endsMs.length : endsMs.indexOf(Math.min(...endsMs))
  endsMs[lane] = Math.max(endsMs[lane] ?? 0, endMsOf(turn))
  return lane
}

const BY_WEIGHT: readonly Status[] = ['ok', 'running', 'waiting', 'error']

function worse(left: Status, right: Status): Status {
  return BY_WEIGHT.indexOf(left) >= BY_WEIGHT.indexOf(right) ? left : right
}

/** A glyph over turns that broke or that wait; `turns` are indexes. */
export type Mark = { readonly status: 'error' | 'waiting'; readonly from: number; readonly turns: readonly number[] }

/** Glyphs never lie on each other: like ones join, unlike ones step aside. */
export function placeMarks(turns: readonly OutlineTurn[], scale: SessionScale): readonly Mark[] {
  const marks: Mark[] = []
  turns.forEach((turn, at) => {
    if (turn.status !== 'error' && turn.status !== 'waiting') return
    const from = Math.min(scale.place(startMsOf(turn)), scale.length - MARK_PX)
    const last = marks.at(-1)
    const isClose = last !== undefined && from < last.from + MARK_PX
    if (isClose && last.status === turn.status) marks[marks.length - 1] = { ...last, turns: [...last.turns, at] }
    else marks.push({ status: turn.status, from: isClose ? last.from + MARK_PX : from, turns: [at] })
  })
  return marks
}

/** The turn that runs at a moment, else the one nearest to it; -1 when there is none. */
export function turnNear(turns: readonly OutlineTurn[], ms: number): number {
  let [best, leastMs] = [-1, Infinity]
  turns.forEach((turn, at) => {
    const awayMs = Math.max(startMsOf(turn) - ms, ms - endMsOf(turn), 0)
    // Of several that run at once, the one that began last is meant.
    if (awayMs < leastMs || (awayMs === 0 && leastMs === 0)) [best, leastMs] = [at, awayMs]
  })
  return best
}
