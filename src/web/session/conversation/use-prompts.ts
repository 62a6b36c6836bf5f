import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { Scene } from './scene.ts'
import { turnQuery } from './use-turn.ts'

/** Which system prompts are unfolded. */
export function usePrompts() {
  const [openPrompts, setOpen] = useState<ReadonlySet<string>>(new Set())
  const togglePrompt = useCallback(
    (traceId: string) =>
      setOpen((before) => {
        const after = new Set(before)
        if (!after.delete(traceId)) after.add(traceId)
        return after
      }),
    [],
  )
  return { openPrompts, togglePrompt }
}

/** The turn whose instructions are in force at another one, as far as what is loaded tells once that one has come. */
export function usePromptTurn({ project, sessionId, steps }: Scene, turns: readonly OutlineTurn[]) {
  const queries = useQueryClient()
  const queryOf = (place: OutlineTurn) => turnQuery(project, sessionId, place, steps)
  return async (current: number): Promise<OutlineTurn | undefined> => {
    const place = turns[current]
    if (place) await queries.ensureQueryData(queryOf(place)).catch(() => undefined)
    return turns.slice(0, current + 1).findLast((one) => queries.getQueryData(queryOf(one).queryKey)?.system !== undefined) ?? turns[0]
  }
}
