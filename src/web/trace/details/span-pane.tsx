import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useMemo, type KeyboardEvent, type Ref } from 'react'
import { contract } from '../../../api/contract/contract.ts'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { addressOf } from '../../../client/client.ts'
import { CutSource, cutsByHolder } from '../../content/cut-source.ts'
import { MediaSource } from '../../content/media-source.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'
import { read } from '../../data/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { ErrorPanel, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { DETAIL_TABS, useDetailTab, type DetailTab } from '../use-trace-url.ts'
import { AttributesTab } from './attributes-tab.tsx'
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

type SpanPaneProps = {
  project: string
  traceId: string
  /** Absent: the selected row stands for a parent that was not received. */
  spanId: string | undefined
  /** Fetched ahead. */
  nextId: string | undefined
  /** Absent where there is room for the pane beside the spans. */
  onClose: (() => void) | undefined
  ref: Ref<HTMLElement>
}

/** Everything the selected span carried: beside the spans, below them, or on top of them, as there is room. */
export function SpanPane({ project, traceId, spanId, nextId, onClose, ref }: SpanPaneProps) {
  const settledId = useSettled(spanId, SETTLE_MS)
  const queries = useQueryClient()
  const detail = useQuery({
    ...spanQuery(project, traceId, settledId ?? ''),
    enabled: settledId !== undefined,
    placeholderData: keepPreviousData,
  })
  const isAtRest = settledId === spanId && detail.isSuccess
  useEffect(() => {
    if (nextId !== undefined && isAtRest) void queries.prefetchQuery({ ...spanQuery(project, traceId, nextId), staleTime: Infinity })
  }, [queries, project, traceId, nextId, isAtRest])
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      aria-label="Span details"
      onKeyDown={keepScrollKeys}
      className="relative flex min-h-0 flex-none flex-col border-border bg-surface outline-offset-[-2px] max-lg:h-1/2 max-lg:border-t max-sm:h-full max-sm:flex-1 lg:w-[27rem] lg:border-s xl:w-[33rem]"
    >
      {onClose && <IconButton icon={X} label="Close the details" onClick={onClose} className="absolute end-2 top-2 z-10" />}
      {spanId === undefined ? (
        <p className="p-4 text-ink-2">
          The spans below this row name a parent that has not arrived. It may still be running, or was never sent to this server.
        </p>
      ) : detail.error && !detail.data ? (
        <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data ? (
        <Loaded project={project} detail={detail.data} isStale={detail.isPlaceholderData} />
      ) : (
        <Skeleton rows={6} rowHeight={32} />
      )}
    </aside>
  )
}

function spanQuery(project: string, traceId: string, spanId: string) {
  return read('getSpan', { params: { project, traceId, spanId }, query: { cut: CUT_CHARS } })
}

/** Keys that scroll what is read here do not move the selection. */
function keepScrollKeys(event: KeyboardEvent): void {
  if (/^(Arrow|Page|Home|End|Enter)/.test(event.key)) event.stopPropagation()
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
      <MediaSource value={blobAddress(project, detail)}>
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

function blobAddress(project: string, { traceId, id: spanId }: SpanDetail): (blobId: string) => string {
  return (blobId) => addressOf(contract.getBlob.path, { project, traceId, spanId, blobId })
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
