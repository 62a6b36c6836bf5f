/** Nanoseconds since the Unix epoch to ISO 8601 UTC with milliseconds. Exact for every uint64 value (until year 2554). */
export function isoFromUnixNano(nano: bigint): string {
  return new Date(Number(nano / 1_000_000n)).toISOString()
}

/** Nanoseconds to fractional milliseconds. */
export function msFromNano(nano: bigint): number {
  return Number(nano) / 1e6
}

export function unixNanoFromMs(ms: number): bigint {
  return BigInt(Math.trunc(ms)) * 1_000_000n
}
