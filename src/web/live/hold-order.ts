type Row = { readonly id: string }

export type HeldRows<R> = {
  /** What to show. */
  readonly rows: readonly R[]
  /** Rows that have come and are not shown. */
  readonly newCount: number
}

/**
 * The rows in the order they had when they were held, each as it is now; one that has gone stays as it was, unless it is one of the
 * `deleted`. What was loaded below since is shown below; what has come in between or above is not.
 */
export function holdOrder<R extends Row>(held: readonly R[], rows: readonly R[], deleted: ReadonlySet<string>): HeldRows<R> {
  if (held.length === 0) return { rows, newCount: 0 }
  const now = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(held.map(({ id }) => id))
  const last = rows.findLastIndex(({ id }) => known.has(id))
  // Where none is left, everything is newer.
  const end = last === -1 ? rows.length : last
  const newCount = rows.slice(0, end).filter(({ id }) => !known.has(id)).length
  return { rows: [...held.flatMap((row) => now.get(row.id) ?? (deleted.has(row.id) ? [] : row)), ...rows.slice(end + 1)], newCount }
}
