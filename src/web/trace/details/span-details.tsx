import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { CutSource, cutsByHolder } from '../../content/cut-source.ts'
import { MediaSource } from '../../content/media-source.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'
import { blobAddress } from '../../data/blobs.ts'
import { read } from '../../data/queries.ts'
import { ErrorPanel, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AttributesTab } from './attributes-tab.tsx'
import { DETAIL_TABS, useDetailTab, type DetailTab } from './detail-tab.ts'
import { ErrorTab } from './error-tab.tsx'
import { EventsTab } from './events-tab.tsx'
import { IoTab } from './io-tab.tsx'
import { RawTab } from './raw-tab.tsx'
import { ReadTab } from './read-tab.tsx'
import { SpanSummary } from './span-summary.tsx'
import { useSettled } from './use-settled.ts'

/** Holding an arrow key passes over spans without asking for each. */
const SETTLE_MS = 60
/** Longer values come when they are asked for. */
const CUT_CHARS = 20_000

type SpanDetailsProps = {
  project: string
  traceId: string
  spanId: string
  /** Fetched ahead. */
  nextId: string | undefined
}

/** Everything one span carried. */
export function SpanDetails({ project, traceId, spanId, nextId }: SpanDetailsProps) {
  const settledId = useSettled(spanId, SETTLE_MS)
  const queries = useQueryClient()
  const detail = useQuery({ ...spanQuery(project, traceId, settledId), placeholderData: keepPreviousData })
  const isAtRest = settledId === spanId && detail.isSuccess
  useEffect(() => {
    if (nextId !== undefined && isAtRest) void queries.prefetchQuery({ ...spanQuery(project, traceId, nextId), staleTime: Infinity })
  }, [queries, project, traceId, nextId, isAtRest])
  if (detail.error && !detail.data) return <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />
  if (!detail.data) return <Skeleton rows={6} rowHeight={32} />
  return <Loaded project={project} detail={detail.data} isStale={detail.isPlaceholderData} />
}

function spanQuery(project: string, traceId: string, spanId: string) {
  return read('getSpan', { params: { project, traceId, spanId }, query: { cut: CUT_CHARS } })
}

const WORDS: Readonly<Record<DetailTab, string>> = {
  io: 'Messages',
  attrs: 'Attributes',
  events: 'Events',
  error: 'Error',
  read: 'Read as',
  raw: 'Raw',
}

function Loaded({ project, detail, isStale }: { project: string; detail: SpanDetail; isStale: boolean }) {
  const [chosen, choose] = useDetailTab()
  const hasError = detail.error !== undefined || detail.outcome === 'error'
  const keys = DETAIL_TABS.filter((key) => (key !== 'error' || hasError) && (key !== 'read' || detail.readings !== undefined))
  const tab = keys.find((key) => key === chosen) ?? (detail.outcome === 'error' ? 'error' : 'io')
  const label = (key: DetailTab) => {
    if (key === 'io') return detail.messages.length > 0 ? WORDS.io : 'Input and output'
    return key === 'events' && detail.events.length > 0 ? `${WORDS.events} ${detail.events.length.toLocaleString('en')}` : WORDS[key]
  }
  const cuts = useMemo(
    () => ({ project, traceId: detail.traceId, spanId: detail.id, cuts: cutsByHolder(detail, detail.cuts ?? []) }),
    [project, detail],
  )
  return (
    <CutSource value={cuts}>
      <MediaSource value={blobAddress(project, detail.traceId, detail.id)}>
        <div aria-busy={isStale} className={`flex min-h-0 flex-1 flex-col ${isStale ? 'opacity-60' : ''}`}>
          <SpanSummary detail={detail} />
          <Tabs
            label="Span details"
            tabs={keys.map((key) => ({ key, label: label(key) }))}
            chosen={tab}
            onChoose={choose}
            className="flex-1"
            panelClassName="flex min-h-0 flex-col"
          >
            <TabBody key={detail.id} tab={tab} detail={detail} />
          </Tabs>
        </div>
      </MediaSource>
    </CutSource>
  )
}

const BODIES = { io: IoTab, events: EventsTab, error: ErrorTab, read: ReadTab }

function TabBody({ tab, detail }: { tab: DetailTab; detail: SpanDetail }) {
  if (tab === 'attrs') return <AttributesTab detail={detail} />
  if (tab === 'raw') return <RawTab detail={detail} />
  const Body = BODIES[tab]
  return (
    <ScrollRegion label={WORDS[tab]} className="min-h-0 flex-1 overflow-auto p-3">
      <Body detail={detail} />
    </ScrollRegion>
  )
}
