import { Link, getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { useCuts } from '../../content/cut-source.ts'
import { JsonView } from '../../content/json-view.tsx'
import { WholeText } from '../../content/whole-value.tsx'
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
                <Shortened attributes={event.attributes} />
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

/** The attributes that the tree shows only the beginning of. */
function Shortened({ attributes }: Pick<SpanDetail['events'][number], 'attributes'>) {
  return useCuts(attributes).map(({ field, ...cut }) => (
    <section key={field} aria-label={field} className="mt-2 border-t border-border pt-2">
      <h4 dir="auto" className="truncate pb-1 font-mono text-12 text-ink-3">
        {field}
      </h4>
      <WholeText {...cut} preview={String(attributes[field])} label={field} isMono />
    </section>
  ))
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
