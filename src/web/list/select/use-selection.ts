import { useMemo, useState } from 'react'

type Row = { readonly id: string }

/** Rows that are chosen to do something with all of them. */
export type Selection<R extends Row> = {
  /** Each as it is now, or as it was when it left the list; in the order they were chosen. */
  readonly rows: readonly R[]
  has(id: string): boolean
  toggle(row: R): void
  /** All of these, in addition. */
  add(rows: readonly R[]): void
  drop(ids: readonly string[]): void
  clear(): void
}

/** `question` names what the list shows: another one begins with nothing chosen. */
export function useSelection<R extends Row>(question: string, loaded: readonly R[]): Selection<R> {
  const [chosen, setChosen] = useState<{ readonly question: string; readonly rows: ReadonlyMap<string, R> }>()
  const kept = chosen?.question === question ? chosen.rows : undefined
  const rows = useMemo(() => asTheyAre(kept, loaded), [kept, loaded])
  const change = (edit: (rows: Map<string, R>) => void) =>
    setChosen((before) => {
      const next = new Map(before?.question === question ? before.rows : undefined)
      edit(next)
      return { question, rows: next }
    })
  return {
    rows,
    has: (id) => kept?.has(id) ?? false,
    toggle: (row) => change((next) => next.delete(row.id) || next.set(row.id, row)),
    add: (more) => change((next) => more.forEach((row) => next.set(row.id, row))),
    drop: (ids) => change((next) => ids.forEach((id) => next.delete(id))),
    clear: () => setChosen(undefined),
  }
}

function asTheyAre<R extends Row>(kept: ReadonlyMap<string, R> | undefined, loaded: readonly R[]): readonly R[] {
  if (kept === undefined || kept.size === 0) return []
  const now = new Map(loaded.map((row) => [row.id, row]))
  return [...kept].map(([id, row]) => now.get(id) ?? row)
}
