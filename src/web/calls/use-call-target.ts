import { useQueryClient } from '@tanstack/react-query'
import { read } from '../data/queries.ts'
import type { CallTarget } from './calls.ts'

/** Asks once whether this server wants a token. */
export function useCallTarget(): () => Promise<CallTarget> {
  const queries = useQueryClient()
  return async () => {
    const instance = await queries.fetchQuery({ ...read('getInstance', {}), staleTime: Infinity })
    return { origin: location.origin, isGuarded: instance.isAuthRequired }
  }
}
