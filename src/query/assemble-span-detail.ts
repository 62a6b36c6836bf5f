import type { SpanDetail, SpanRow } from '../api/contract/span.ts'
import { isoFromUnixNano } from '../base/time.ts'
import type { RawLink, RawSpan } from '../model/raw-span.ts'
import type { SpanFact } from '../model/span-fact.ts'
import { reported } from './assemble-totals.ts'
import { attributesJson } from './attribute-json.ts'
import { contentWithNotes } from './content-with-notes.ts'
import { withBlobIds } from './message-blobs.ts'

/** Everything a span carried, and what log records (`notes`, in time order) say of it; what was said is derived from it now, so an improved rule needs no new data. */
export function assembleSpanDetail(row: SpanRow, fact: SpanFact, raw: RawSpan, notes: readonly RawSpan[]): SpanDetail {
  const { messages, input, output, error, interrupt } = contentWithNotes(raw, notes, row.outcome)
  return {
    ...row,
    endUnixNano: fact.endUnixNano.toString(),
    otelKind: raw.kind,
    status: { code: raw.statusCode, message: reported(raw.statusMessage) },
    attributes: attributesJson(raw.attributes),
    resource: { attributes: attributesJson(raw.resource.attributes), schemaUrl: reported(raw.resource.schemaUrl) },
    scope: {
      name: raw.scope.name,
      version: reported(raw.scope.version),
      attributes: attributesJson(raw.scope.attributes),
      schemaUrl: reported(raw.scope.schemaUrl),
    },
    events: raw.events.map((event) => ({
      name: event.name,
      at: isoFromUnixNano(event.timeUnixNano),
      atUnixNano: event.timeUnixNano.toString(),
      attributes: attributesJson(event.attributes),
    })),
    links: raw.links.map(assembleLink),
    dropped: { attributes: raw.droppedAttributesCount, events: raw.droppedEventsCount, links: raw.droppedLinksCount },
    messages: withBlobIds(messages),
    input,
    output,
    error,
    interrupt: interrupt === undefined ? undefined : { ...interrupt, ids: [...interrupt.ids] },
    sessionCandidates: fact.sessionCandidates.map(({ tier, key, value }) => ({ tier, key, value })),
  }
}

function assembleLink({ traceId, spanId, traceState, attributes }: RawLink): SpanDetail['links'][number] {
  return { traceId, spanId, traceState: reported(traceState), attributes: attributesJson(attributes) }
}
