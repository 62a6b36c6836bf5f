import type { AnyValue } from '../model/any-value.ts'
import type { SessionCandidate } from '../model/reading.ts'
import { clipText, textOf } from './scalar.ts'
import { type Survey, TIER_SPAN } from './survey.ts'

const LONGEST_ID = 256
const NO_CANDIDATES: readonly SessionCandidate[] = []

/** Every session id the span names, best first, one per tier and value. Any non-empty text is an id; nobody requires a UUID. */
export function readSessionCandidates(survey: Survey, resourceSessionId: AnyValue): readonly SessionCandidate[] {
  const finds = survey.finds.get('session')
  if (finds === undefined && resourceSessionId === undefined) return NO_CANDIDATES
  const candidates: SessionCandidate[] = []
  const add = (tier: SessionCandidate['tier'], key: string, raw: AnyValue): void => {
    const value = clipText(textOf(raw), LONGEST_ID)
    if (value === '' || candidates.some((each) => each.tier === tier && each.value === value)) return
    candidates.push({ tier, key, value })
  }
  const ordered = [...(finds ?? [])].sort((a, b) => a.rank - b.rank || (textOf(a.value) < textOf(b.value) ? -1 : 1))
  for (const { key, value, rank } of ordered) add((Math.floor(rank / TIER_SPAN) + 1) as SessionCandidate['tier'], key, value)
  add(4, 'session.id', resourceSessionId)
  return candidates
}
