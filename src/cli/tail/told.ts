import type { Turn, TurnMessage } from '../../api/contract/turn.ts'

export type Told = {
  /** The messages of this turn that were not in it when it was last asked about, in their order. */
  newIn(turn: Pick<Turn, 'traceId' | 'messages'>): TurnMessage[]
}

/** Remembers what was told. The same words said twice in a turn are two messages; spans that arrive late may come before others. */
export function createTold(): Told {
  const countsOf = new Map<string, Map<string, number>>()
  return {
    newIn({ traceId, messages }) {
      const before = countsOf.get(traceId) ?? new Map<string, number>()
      const now = new Map<string, number>()
      const fresh = messages.filter((message) => {
        const key = JSON.stringify([message.role, message.text, message.parts])
        const nth = (now.get(key) ?? 0) + 1
        now.set(key, nth)
        return nth > (before.get(key) ?? 0)
      })
      for (const [key, count] of before) now.set(key, Math.max(count, now.get(key) ?? 0))
      countsOf.set(traceId, now)
      return fresh
    },
  }
}
