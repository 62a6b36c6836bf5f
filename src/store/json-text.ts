/** Pieces of JSONEachRow lines. Text is made well-formed and numbers are brought into the range of their column. */

const UINT64_MAX = 0xffff_ffff_ffff_ffffn

export function jsonText(value: string): string {
  return JSON.stringify(value.toWellFormed())
}

export function uint64(value: bigint): bigint {
  return value < 0n ? 0n : value > UINT64_MAX ? UINT64_MAX : value
}

export function uint32(value: number): number {
  return value >>> 0
}

export function int32(value: number): number {
  return value | 0
}

/** A count that may be unknown, as the store can keep it. */
export function count(value: number | undefined): number | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined
  return Math.min(Math.max(Math.round(value), 0), Number.MAX_SAFE_INTEGER) + 0
}

/** A signed amount that may be unknown, as the store can keep it. */
export function amount(value: number | undefined): number | undefined {
  if (value === undefined || Number.isNaN(value)) return undefined
  // `+ 0` makes a plain zero of a negative one
  return Math.min(Math.max(Math.round(value), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER) + 0
}

/** What comes back for a nullable 64-bit column. */
export function readCount(value: string | number | null): number | undefined {
  return value === null ? undefined : Number(value)
}
