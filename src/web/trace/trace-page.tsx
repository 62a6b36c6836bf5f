import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useEffect } from 'react'
import { isNotFound } from '../data/failure.ts'
import { read } from '../data/queries.ts'
import { EmptyState, ErrorPanel, Skeleton } from '../ui/states.tsx'
import { lastSearch } from '../url/last-search.ts'
import { TraceHeader } from './trace-header.tsx'
import { TraceView } from './trace-view.tsx'
import { useLiveTrace } from './use-live-trace.ts'

const route = getRouteApi('/p/$project/traces/$traceId')

/** One trace: its header, its spans in time, and the details of the selected span. */
export function TracePage() {
  const { project, traceId } = route.useParams()
  const params = { project, traceId }
  const trace = useQuery(read('getTrace', { params }))
  const list = useQuery(read('listSpans', { params, query: { form: 'columns' } }))
  useLiveTrace(project, traceId, list.isFetching)
  const navigate = useNavigate()
  const sessionId = trace.data?.sessionId
  const leave = () =>
    sessionId === undefined
      ? void navigate({ to: '/p/$project/traces', params: { project }, search: lastSearch('traces', project) })
      : void navigate({ to: '/p/$project/sessions/$sessionId', params: { project, sessionId }, search: { turn: traceId } })
  const name = trace.data?.name
  useEffect(() => {
    document.title = `${name ?? 'Trace'} · Sojourn`
  }, [name])
  const error = trace.error ?? list.error
  if (error && (isNotFound(error) || !trace.data || !list.data)) {
    return isNotFound(error) ? (
      <NoTrace traceId={traceId} />
    ) : (
      <Failed error={error} onRetry={() => void Promise.all([trace.refetch(), list.refetch()])} />
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {trace.data && <TraceHeader project={project} trace={trace.data} />}
      {trace.data && list.data ? (
        <TraceView key={traceId} project={project} traceId={traceId} list={list.data} onLeave={leave} />
      ) : (
        <Skeleton rows={16} rowHeight={28} />
      )}
    </div>
  )
}

function NoTrace({ traceId }: { traceId: string }) {
  return (
    <>
      <h1 className="sr-only">Trace</h1>
      <EmptyState icon={SearchX} title="This trace is not here">
        <p>
          No trace of this project has the id <span className="font-mono [overflow-wrap:anywhere]">{traceId}</span>. It may have been
          deleted, or belong to another project.
        </p>
      </EmptyState>
    </>
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <>
      <h1 className="sr-only">Trace</h1>
      <ErrorPanel error={error} onRetry={onRetry} />
    </>
  )
}
