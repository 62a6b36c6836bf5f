/** Numbers that only grow, also over restarts: near the clock in milliseconds, so that they tell roughly when. */
export type Sequence = {
  next(): bigint
  /** Nothing at or below `floor` is handed out any more. */
  raise(floor: bigint): void
}

export function createSequence(): Sequence {
  let last = 0n
  return {
    next() {
      const now = BigInt(Date.now())
      last = now > last ? now : last + 1n
      return last
    },
    raise(floor) {
      if (floor > last) last = floor
    },
  }
}
