import { diffArrays } from 'diff'

/** Beyond so many changes two lists are not taken for versions of each other. */
const MOST_CHANGES = 1000

/**
 * Which of `before` each of `after` is, -1 for what is new: the longest run of equal keys in the same order. Of several ways the one that
 * begins with what they have in common is taken; with `isFromEnd` the one that ends with it.
 */
export function align(before: readonly string[], after: readonly string[], isFromEnd = false): Int32Array {
  if (!isFromEnd) return alignForward(before, after)
  const mirrored = alignForward(before.toReversed(), after.toReversed()).reverse()
  return mirrored.map((at) => (at === -1 ? -1 : before.length - 1 - at))
}

function alignForward(before: readonly string[], after: readonly string[]): Int32Array {
  const matches = new Int32Array(after.length).fill(-1)
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) matches[start] = start++
  let [oldEnd, end] = [before.length, after.length]
  while (oldEnd > start && end > start && before[oldEnd - 1] === after[end - 1]) matches[--end] = --oldEnd
  if (oldEnd === start || end === start) return matches
  const changes = diffArrays(before.slice(start, oldEnd), after.slice(start, end), { maxEditLength: MOST_CHANGES })
  let [old, current] = [start, start]
  for (const { added, removed, count } of changes ?? []) {
    if (added) current += count
    else if (removed) old += count
    else for (let step = 0; step < count; step++) matches[current++] = old++
  }
  return matches
}

export function countMatches(matches: Int32Array): number {
  return matches.reduce((sum, at) => sum + (at === -1 ? 0 : 1), 0)
}

/** As many as may match at most. */
export function countShared(before: readonly string[], after: ReadonlySet<string>): number {
  return before.reduce((sum, key) => sum + (after.has(key) ? 1 : 0), 0)
}
