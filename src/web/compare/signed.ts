/** A difference with its sign: `+120`, `−0.4 s`, `±0`. Absent when a side is not reported. */
export function signed(a: number | undefined, b: number | undefined, write: (size: number) => string): string | undefined {
  if (a === undefined || b === undefined) return undefined
  const by = b - a
  // What is written the same is the same.
  if (by === 0) return '±0'
  return `${by > 0 ? '+' : '−'}${write(Math.abs(by))}`
}
