import { alignByKey, pairByLikeness, type Pair } from './align.ts'

type Said = { readonly traceId: string; readonly input?: string | undefined }

/** Turns in which the user said the same belong together; between those, turns in order, the more alike the better. */
export function alignTurns<T extends Said>(as: readonly T[], bs: readonly T[]): Pair<T>[] {
  return alignByKey(as, bs, keyOf, (gapA, gapB) => pairByLikeness(gapA, gapB, (turn) => new Set(wordsOf(turn))))
}

function keyOf(turn: Said): string {
  // A turn in which nothing was said is like no other.
  return wordsOf(turn).join(' ') || ` ${turn.traceId}`
}

/** Case, punctuation and spaces say nothing. */
function wordsOf({ input = '' }: Said): string[] {
  return (
    input
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  )
}
