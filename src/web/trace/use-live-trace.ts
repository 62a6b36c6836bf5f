import { useQueryClient } from '@tanstack/react-query'
import { topicOf } from '../../api/contract/live.ts'
import type { SpanList, SpanRow } from '../../api/contract/span.ts'
import type { TraceRow } from '../../api/contract/trace.ts'
import { useLive } from '../live/use-live.ts'
import { useMeanwhile } from '../live/use-meanwhile.ts'
import { mergeSpans } from './merge-spans.ts'

/** What ended longer ago is not asked for twice. */
const RECENT_MS = 60_000

/** Keeps a trace and its spans, as the page asks for them, as they are now. `isFetching`: the spans are on their way. */
export function useLiveTrace(project: string, traceId: string, isFetching: boolean): void {
  const queries = useQueryClient()
  const params = { project, traceId }
  const traceKey = ['getTrace', params, undefined]
  const spansKey = ['listSpans', params, { form: 'columns' }]

  const tell = useMeanwhile(isFetching, (spans: readonly SpanRow[]) => {
    queries.setQueryData<SpanList>(spansKey, (list) => list && mergeSpans(list, spans))
  })

  useLive({
    project,
    topics: [topicOf('trace', traceId)],
    filter: {},
    /** Spans that came after they were asked for and before this moment are told by nobody. */
    onHello(serverMs) {
      const trace = queries.getQueryData<TraceRow>(traceKey)
      const isOver = trace !== undefined && trace.status !== 'running' && Date.parse(trace.updatedAt) < serverMs - RECENT_MS
      if (!isOver) void queries.invalidateQueries({ queryKey: spansKey })
    },
    onEvents(events) {
      const spans: SpanRow[] = []
      for (const { event, data } of events) {
        if (event === 'trace.upsert' && data.id === traceId.toLowerCase()) queries.setQueryData<TraceRow>(traceKey, data.row)
        if (event === 'trace.remove') void queries.invalidateQueries({ queryKey: traceKey })
        if (event === 'span.upsert') spans.push(...data.spans)
      }
      if (spans.length > 0) tell(spans)
    },
    onResync() {
      void queries.invalidateQueries({ queryKey: traceKey })
      void queries.invalidateQueries({ queryKey: spansKey })
    },
  })
}
