import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import type { Histogram } from '../../../api/contract/metrics.ts'
import { Swatch } from '../../chart/paint.tsx'
import { sayBucket, type Buckets } from '../../chart/time-buckets.ts'
import { read } from '../../data/queries.ts'
import { useNow } from '../../format/now.ts'
import { browserZone } from '../../format/time.ts'
import { Button } from '../../ui/button.tsx'
import type { Range } from '../../url/range.ts'
import type { StripQuestion } from './list-strip.tsx'
import { STATUS_SERIES, StripPlot } from './strip-plot.tsx'
import { StripTable } from './strip-table.tsx'
import { sayCounts, sayInterval, sayOutside } from './strip-words.ts'
import { useZoom } from './use-zoom.ts'

const ASK_AGAIN_MS = 5_000

type HistogramStripProps = { question: StripQuestion; range: Range; onRange: (range: Range) => void }

/** When the rows of a list happened and how they ended, bar by bar. Dragging over bars narrows the list to their time. */
export function HistogramStrip({ question, range, onRange }: HistogramStripProps) {
  const { project, query, isLive } = question
  const zone = browserZone()
  const asked = useQuery({
    ...read('getHistogram', { params: { project }, query: { ...query, tz: zone } }),
    placeholderData: (previous, before) => (before?.queryKey[1]?.project === project ? previous : undefined),
    refetchInterval: isLive ? ASK_AGAIN_MS : false,
  })
  const { zoom, undo } = useZoom(range, onRange)
  if (asked.error && !asked.data) {
    return (
      <p role="status" className="flex h-full items-center justify-center gap-2 text-ink-2">
        The histogram could not be loaded.
        <Button onClick={() => void asked.refetch()}>Retry</Button>
      </p>
    )
  }
  return asked.data ? <Strip histogram={asked.data} of={query.of} zone={zone} onZoom={zoom} onUndo={undo} /> : null
}

type StripProps = {
  histogram: Histogram
  of: 'sessions' | 'traces'
  zone: string
  onZoom: (fromMs: number, endMs: number) => void
  onUndo: (() => void) | undefined
}

function Strip({ histogram, of, zone, onZoom, onUndo }: StripProps) {
  const id = useId()
  const now = useNow()
  const [pointed, setPointed] = useState<number>()
  const { items, endsAt, isFirstPartial, isLastPartial } = histogram
  const buckets: Buckets = useMemo(
    () => ({ startsMs: items.map(({ at }) => Date.parse(at)), endMs: Date.parse(endsAt), zone, isLastOpen: isLastPartial }),
    [items, endsAt, zone, isLastPartial],
  )
  const cursor = pointed !== undefined && pointed < items.length ? pointed : undefined
  const thing = of === 'sessions' ? 'session' : 'trace'
  const title = `${of} ${sayInterval(histogram.interval)}`

  function say(bucket: number): string {
    const counts = items[bucket]
    const isCut = (bucket === 0 && isFirstPartial) || (bucket === items.length - 1 && isLastPartial)
    return `${sayBucket(buckets, bucket, now)} · ${counts ? sayCounts(counts, thing) : ''}${isCut ? ' · not all of this time' : ''}`
  }

  return (
    <section aria-labelledby={`${id}-title`}>
      <div className="flex h-6 min-w-0 items-center gap-3 text-12 text-ink-2">
        <p className="min-w-0 truncate">
          <span id={`${id}-title`} className={cursor === undefined ? undefined : 'sr-only'}>
            {title}
            {of === 'sessions' && ', by their last trace'}
          </span>
          {cursor === undefined ? ` · ${[zone, sayOutside(histogram, of)].filter(Boolean).join(' · ')}` : say(cursor)}
        </p>
        <span className="flex-1" />
        {onUndo && (
          <Button icon={Undo2} variant="quiet" onClick={onUndo} tip="Esc" className="h-6! px-1.5!">
            Undo zoom
          </Button>
        )}
        <ul className="flex flex-none gap-3 max-md:hidden">
          {STATUS_SERIES.map(({ label, paint }) => (
            <li key={label} className="flex items-center gap-1.5">
              <Swatch id={`${id}-${label}`} paint={paint} />
              {label}
            </li>
          ))}
        </ul>
        <span className="text-ink-3 max-lg:hidden">drag to zoom</span>
      </div>
      <StripPlot title={title} histogram={histogram} buckets={buckets} cursor={cursor} onPoint={setPointed} say={say} onZoom={onZoom} />
      <StripTable title={title} histogram={histogram} sayTime={(bucket) => sayBucket(buckets, bucket, now)} />
    </section>
  )
}
