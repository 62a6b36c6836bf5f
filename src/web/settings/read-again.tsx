import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Project } from '../../api/contract/project.ts'
import type { Renormalization } from '../../api/contract/renormalize.ts'
import { client } from '../data/client.ts'
import { describeFailure } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { formatCount } from '../format/number.ts'
import { Button } from '../ui/button.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { Card } from './card.tsx'

const ASK_EVERY_MS = 1000

/** Lets the server read the stored spans of the project again. */
export function ReadAgain({ project }: { project: Project }) {
  const queries = useQueryClient()
  const asked = read('getRenormalize', { params: { project: project.id } })
  const run = useQuery({ ...asked, refetchInterval: ({ state }) => (state.data?.state === 'running' ? ASK_EVERY_MS : false) })
  const start = useMutation({
    mutationFn: () => client.call('startRenormalize', { params: { project: project.id } }),
    onSuccess: (begun) => queries.setQueryData(asked.queryKey, begun),
    onError: (error) => toast(describeFailure(error).detail, { isError: true }),
  })
  const isRunning = run.data?.state === 'running'
  const wasRunning = useRef(false)
  useEffect(() => {
    // Everything shown elsewhere may have changed.
    if (wasRunning.current && !isRunning) void queries.invalidateQueries()
    wasRunning.current = isRunning
  }, [isRunning, queries])

  return (
    <Card title="Read stored spans again">
      <p className="mb-3 text-ink-2">
        Settings apply to spans that arrive from then on. This reads what is stored by the settings of now, and moves traces to the sessions
        they belong to. Receiving and reading go on meanwhile.
      </p>
      {run.error ? (
        <ErrorPanel error={run.error} onRetry={() => void run.refetch()} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={!run.data || isRunning || start.isPending} onClick={() => start.mutate()}>
            {isRunning ? 'Reading…' : 'Read again'}
          </Button>
          {run.data && <Progress run={run.data} />}
        </div>
      )}
    </Card>
  )
}

function Progress({ run }: { run: Renormalization }) {
  const { state, readSpans, totalSpans, changedSpans, error } = run
  if (state === 'idle') return null
  if (state === 'failed') return <p className="text-error">{error}</p>
  const counts = `${formatCount(readSpans)} of ${formatCount(totalSpans)} spans, ${formatCount(changedSpans)} read differently`
  return (
    <div className="flex min-w-48 flex-1 flex-wrap items-center gap-3">
      {state === 'running' && (
        <progress
          aria-label="Spans read again"
          className="h-2 min-w-24 flex-1 accent-accent"
          max={Math.max(1, totalSpans)}
          value={readSpans}
        />
      )}
      <p role="status" className="text-12 text-ink-2">
        {state === 'done' ? `Done: ${counts}.` : `${counts}…`}
      </p>
    </div>
  )
}
