import type { SessionCandidate } from '../model/reading.ts'
import type { SpanTree } from './span-tree.ts'

const MAX_ALIASES = 100

export type ChosenSession = {
  readonly sessionId: string
  readonly sessionOrigin: '' | 'sent'
  readonly aliases: readonly string[]
  readonly hasSessionConflict: boolean
}

/**
 * The session of a trace, from all its spans and not the root alone: best tier, then topmost span, earliest start,
 * best key, smallest value. Every other id becomes an alias (semantics 1.2, rules 2 and 3).
 */
export function chooseSession({ facts, depth }: SpanTree): ChosenSession {
  let best: { candidate: SessionCandidate; index: number; order: number } | undefined
  const values = new Set<string>()
  const valueByKey = new Map<string, string>()
  let hasSessionConflict = false
  facts.forEach((fact, index) => {
    fact.sessionCandidates.forEach((candidate, order) => {
      values.add(candidate.value)
      const key = `${candidate.tier} ${candidate.key}`
      const known = valueByKey.get(key)
      if (known === undefined) valueByKey.set(key, candidate.value)
      else if (known !== candidate.value) hasSessionConflict = true
      const challenger = { candidate, index, order }
      if (!best || isBetter(challenger, best)) best = challenger
    })
  })
  const sessionId = best?.candidate.value ?? ''
  values.delete(sessionId)
  return { sessionId, sessionOrigin: sessionId === '' ? '' : 'sent', aliases: [...values].sort().slice(0, MAX_ALIASES), hasSessionConflict }

  function isBetter(a: NonNullable<typeof best>, b: NonNullable<typeof best>): boolean {
    if (a.candidate.tier !== b.candidate.tier) return a.candidate.tier < b.candidate.tier
    if (depth[a.index] !== depth[b.index]) return depth[a.index]! < depth[b.index]!
    const startA = facts[a.index]!.startUnixNano
    const startB = facts[b.index]!.startUnixNano
    if (startA !== startB) return startA < startB
    if (a.order !== b.order) return a.order < b.order
    return a.candidate.value < b.candidate.value
  }
}
