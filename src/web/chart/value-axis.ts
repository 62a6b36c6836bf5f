import { ticksUpTo } from './ticks.ts'

/** Values up the side of a chart. `shareOf` is how high a value lies, 0 to 1; `valueAt` undoes it. */
export type ValueAxis = {
  readonly ticks: readonly number[]
  readonly shareOf: (value: number) => number
  readonly valueAt: (share: number) => number
}

const Y_TICKS = 3

/** From 0 to the first round value that is not below `most`. */
export function linearAxis(most: number, stepOf: (atLeast: number) => number): ValueAxis {
  const ticks = ticksUpTo(most, Y_TICKS, stepOf)
  const top = ticks.at(-1) || 1
  return { ticks, shareOf: (value) => value / top, valueAt: (share) => share * top }
}

/** Powers of ten from the one below `least` to the one above `most`; what is not above 0 lies at the bottom. */
export function logAxis(least: number, most: number): ValueAxis {
  const low = Math.floor(Math.log10(least > 0 && least < Number.POSITIVE_INFINITY ? least : 1))
  const high = Math.max(low + 1, Math.ceil(Math.log10(most > 0 ? most : 1) - 1e-9))
  const ticks = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at))
  return {
    ticks,
    shareOf: (value) => (value > 0 ? Math.max(0, (Math.log10(value) - low) / (high - low)) : 0),
    valueAt: (share) => 10 ** (low + share * (high - low)),
  }
}
