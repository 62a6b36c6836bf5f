import { diffArrays } from 'diff'

/** Two things that belong together, or one that the other side lacks. */
export type Pair<T> =
  { readonly a: T; readonly b: T } | { readonly a: T; readonly b?: undefined } | { readonly a?: undefined; readonly b: T }

type PairGap<T> = (as: readonly T[], bs: readonly T[]) => Pair<T>[]

/** Pairs in order what has the same key, as much of it as possible; what lies between is paired by `pairGap`. */
export function alignByKey<T>(as: readonly T[], bs: readonly T[], keyOf: (thing: T) => string, pairGap: PairGap<T> = keepApart): Pair<T>[] {
  const pairs: Pair<T>[] = []
  let [atA, atB, doneA, doneB] = [0, 0, 0, 0]
  const closeGap = () => {
    if (doneA < atA || doneB < atB) pairs.push(...pairGap(as.slice(doneA, atA), bs.slice(doneB, atB)))
  }
  for (const { added, removed, count } of diffArrays(as.map(keyOf), bs.map(keyOf))) {
    if (removed) atA += count
    else if (added) atB += count
    else {
      closeGap()
      for (let at = 0; at < count; at++) pairs.push({ a: as[atA + at]!, b: bs[atB + at]! })
      doneA = atA += count
      doneB = atB += count
    }
  }
  closeGap()
  return pairs
}

export function keepApart<T>(as: readonly T[], bs: readonly T[]): Pair<T>[] {
  return [...as.map((a) => ({ a })), ...bs.map((b) => ({ b }))]
}

/** Larger gaps are paired by order alone. */
const MOST_COMPARED = 40_000

/** Pairs as many as there are on the shorter side, in order, and of all such ways the one whose words are most alike. */
export function pairByLikeness<T>(as: readonly T[], bs: readonly T[], wordsOf: (thing: T) => ReadonlySet<string>): Pair<T>[] {
  if (as.length * bs.length > MOST_COMPARED) return pairByOrder(as, bs)
  const wordsA = as.map(wordsOf)
  const wordsB = bs.map(wordsOf)
  // best[i][j]: how alike the rest from i and from j can be made.
  const best = Array.from({ length: as.length + 1 }, () => new Float64Array(bs.length + 1))
  const paired = (i: number, j: number) => 2 + likeness(wordsA[i]!, wordsB[j]!) + best[i + 1]![j + 1]!
  for (let i = as.length - 1; i >= 0; i--) {
    for (let j = bs.length - 1; j >= 0; j--) best[i]![j] = Math.max(paired(i, j), best[i + 1]![j]!, best[i]![j + 1]!)
  }
  const pairs: Pair<T>[] = []
  let [i, j] = [0, 0]
  while (i < as.length || j < bs.length) {
    if (i < as.length && j < bs.length && best[i]![j] === paired(i, j)) pairs.push({ a: as[i++]!, b: bs[j++]! })
    else if (j >= bs.length || (i < as.length && best[i]![j] === best[i + 1]![j])) pairs.push({ a: as[i++]! })
    else pairs.push({ b: bs[j++]! })
  }
  return pairs
}

function pairByOrder<T>(as: readonly T[], bs: readonly T[]): Pair<T>[] {
  const both = Math.min(as.length, bs.length)
  return [...as.slice(0, both).map((a, at) => ({ a, b: bs[at]! })), ...keepApart(as.slice(both), bs.slice(both))]
}

/** Share of words in common, from 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const word of a) if (b.has(word)) common++
  const all = a.size + b.size - common
  return all === 0 ? 0 : common / all
}
