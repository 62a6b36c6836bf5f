import { useEffect, useMemo } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { isShownAt } from '../timeline/playhead.ts'

/** The turns that had begun by then; all of them when nothing is replayed. */
export function useTurnsUntil(turns: readonly OutlineTurn[], untilMs: number | undefined): readonly OutlineTurn[] {
  const begun = turns.findLastIndex(({ startedAt }) => isShownAt(untilMs, startedAt)) + 1
  const count = Math.min(Math.max(1, begun), turns.length)
  return useMemo(() => turns.slice(0, count), [turns, count])
}

/** During a replay each turn is gone to as it begins; the clock in between moves nothing. */
export function useFollowReplay(isReplay: boolean, count: number, jump: (index: number) => void): void {
  useEffect(() => {
    if (isReplay) jump(count - 1)
  }, [isReplay, count, jump])
}
