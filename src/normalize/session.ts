import type { AnyValue } from '../model/any-value.ts'
import type { SessionCandidate } from '../model/reading.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { readResource } from './identity.ts'
import { clipText, textOf } from './scalar.ts'
import { type Survey, TIER_SPAN } from './survey.ts'

const LONGEST_ID = 256
const NO_CANDIDATES: readonly SessionCandidate[] = []

/** The id this value is; empty when it is none. */
export function sessionIdOf(value: AnyValue): string {
  return clipText(textOf(value), LONGEST_ID)
}

/**
 * Every session id the span names, best first, one per tier and value. Any non-empty text is an id; nobody requires a UUID.
 * `ownKeys`: the attributes, of the span or its resource, that the owner of the project names; they come first.
 */
export function readSessionCandidates(survey: Survey, raw: RawSpan, ownKeys: readonly string[]): readonly SessionCandidate[] {
  const finds = survey.finds.get('session')
  const { sessionId: resourceSessionId } = readResource(raw.resource)
  if (finds === undefined && resourceSessionId === undefined && ownKeys.length === 0) return NO_CANDIDATES
  const candidates: SessionCandidate[] = []
  const add = (tier: SessionCandidate['tier'], key: string, raw: AnyValue): void => {
    const value = sessionIdOf(raw)
    if (value === '' || candidates.some((each) => each.tier === tier && each.value === value)) return
    candidates.push({ tier, key, value })
  }
  for (const key of ownKeys) add(1, key, raw.attributes.get(key) ?? raw.resource.attributes.get(key))
  const ordered = [...(finds ?? [])].sort((a, b) => a.rank - b.rank || (textOf(a.value) < textOf(b.value) ? -1 : 1))
  for (const { key, value, rank } of ordered) add((Math.floor(rank / TIER_SPAN) + 1) as SessionCandidate['tier'], key, value)
  add(4, 'session.id', resourceSessionId)
  return candidates
}
