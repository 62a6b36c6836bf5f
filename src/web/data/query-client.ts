import { QueryCache, QueryClient } from '@tanstack/react-query'
import { describeFailure } from './failure.ts'

/** Reads are cached briefly, retried when the server was away, never when it said no. */
export function createQueries(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => describeFailure(error).status === 401 && onSignedOut() }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 2 && isAway(describeFailure(error).status),
      },
    },
  })
}

function isAway(status: number | undefined): boolean {
  return status !== undefined && (status === 0 || status === 429 || status >= 502)
}
