/** What stays visible at the end of an id when its middle is cut. */
const TAIL = 6

/** Splits an id so that CSS can cut its middle: the head shrinks, the tail never does. Together they are the whole id. */
export function splitId(id: string): { head: string; tail: string } {
  if (id.length <= TAIL * 2) return { head: id, tail: '' }
  return { head: id.slice(0, -TAIL), tail: id.slice(-TAIL) }
}

/** `90199272…664890`, for text that cannot be cut by CSS. */
export function shortenId(id: string): string {
  return id.length <= 18 ? id : `${id.slice(0, 8)}…${id.slice(-TAIL)}`
}
