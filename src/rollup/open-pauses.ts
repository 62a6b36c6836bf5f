import type { SpanFact } from '../model/span-fact.ts'
import type { OpenPause } from '../model/trace.ts'

/**
 * What each question of a paused span may be answered by. One question: its checkpoint, its interrupt, the calls it is about. Several:
 * each has its own interrupt; a call is about those that name it (Strands does so inside the id), or about all.
 */
export function pausesOf({ checkpointNs, interruptIds, askedCallIds, answeredCallIds }: SpanFact): OpenPause[] {
  const interrupts = [...new Set(interruptIds)].filter((id) => id !== '')
  const calls = [...new Set([...askedCallIds, ...answeredCallIds])].filter((id) => id !== '')
  if (interrupts.length < 2) return [{ checkpointNs, ids: [...new Set([...interrupts, ...calls])].sort() }]
  const common = calls.filter((call) => !interrupts.some((id) => id.includes(call)))
  return interrupts.map((id) => ({
    checkpointNs,
    ids: [...new Set([id, ...calls.filter((call) => id.includes(call)), ...common])].sort(),
  }))
}
