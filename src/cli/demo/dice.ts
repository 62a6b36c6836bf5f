/** Repeatable chance: the same seed gives the same demo. */
export type Dice = {
  /** From 0 (included) to 1 (excluded). */
  roll(): number
  between(least: number, most: number): number
  pick<T>(choices: readonly T[]): T
  hex(digits: number): string
  uuid(): string
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  // mulberry32: small, public domain, good enough for made-up conversations.
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(roll() * 16).toString(16)).join('')
  return {
    roll,
    between: (least, most) => Math.floor(least + roll() * (most - least + 1)),
    pick: (choices) => choices[Math.floor(roll() * choices.length)]!,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
