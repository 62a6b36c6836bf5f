import { Link, getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { JsonView } from '../../content/json-view.tsx'
import { formatDuration } from '../../format/duration.ts'
import { formatPlural } from '../../format/number.ts'
import { IdText } from '../../ui/value.tsx'

const EVENTS_A_PAGE = 100
const route = getRouteApi('/p/$project/traces/$traceId')

/** What happened inside the span, by its offset from the start, and the spans it links to. */
export function EventsTab({ detail }: { detail: SpanDetail }) {
  const [shown, setShown] = useState(EVENTS_A_PAGE)
  const left = detail.events.length - shown
  return (
    <div className="flex flex-col gap-3">
      {detail.events.length === 0 && <p className="text-ink-3">The span has no events.</p>}
      {detail.dropped.events > 0 && <p className="text-warning">The SDK dropped {formatPlural(detail.dropped.events, 'more event')}.</p>}
      <ol className="flex flex-col gap-2">
        {detail.events.slice(0, shown).map((event, at) => (
          <li key={at} className="rounded-card border border-border">
            <p className="flex gap-2 rounded-card bg-sunken px-2 py-1">
              <span className="flex-none text-ink-3">+{formatDuration(offsetMs(detail.startUnixNano, event.atUnixNano))}</span>
              <span className="font-medium [overflow-wrap:anywhere]">{event.name}</span>
            </p>
            {hasAttributes(event) && (
              <div className="border-t border-border p-2">
                <JsonView value={event.attributes} label={`Attributes of ${event.name}`} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {left > 0 && (
        <button
          type="button"
          onClick={() => setShown(shown + EVENTS_A_PAGE)}
          className="min-h-6 self-start rounded-control text-accent hover:underline"
        >
          {formatPlural(left, 'more event')}
        </button>
      )}
      {detail.links.length > 0 && <Links links={detail.links} />}
    </div>
  )
}

function hasAttributes({ attributes }: SpanDetail['events'][number]): boolean {
  return Object.keys(attributes).length > 0
}

function offsetMs(fromNano: string, toNano: string): number {
  return Number(BigInt(toNano) - BigInt(fromNano)) / 1e6
}

function Links({ links }: { links: SpanDetail['links'] }) {
  const { project } = route.useParams()
  return (
    <section aria-label="Links">
      <h3 className="pb-1.5 text-12 font-semibold text-ink-2">Links to other spans</h3>
      <ul className="flex flex-col gap-1">
        {links.map((link, at) => (
          <li key={at}>
            <Link
              to="/p/$project/traces/$traceId"
              params={{ project, traceId: link.traceId }}
              search={{ span: link.spanId }}
              className="inline-flex max-w-full gap-1 rounded-control text-accent hover:underline"
            >
              trace <IdText id={link.traceId} /> · span <IdText id={link.spanId} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
