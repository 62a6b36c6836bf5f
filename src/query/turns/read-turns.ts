import type { RawSpan } from '../../model/raw-span.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { Trace } from '../../model/trace.ts'
import type { SpanContent } from '../../normalize/normalize.ts'
import type { Reads } from '../../store/store.ts'
import { contentsOf, shapeTrace, type HeardTrace, type TraceShape } from './heard-trace.ts'
import { spansToRead, spansToRemember } from './spans-to-read.ts'

const MOST_SPANS = 50_000
/** Spans of one trace that are read together, the most telling ones first. */
const SPANS_AT_ONCE = 60
/** Of one trace no more is read once it has said so much, in bytes. */
const MOST_BYTES = 8 * 1024 * 1024

type Wanted = { readonly shape: TraceShape; readonly spans: readonly SpanFact[] }
type ReadSpan = { readonly content: SpanContent; readonly bytes: number }

export type TurnReader = {
  /** As many of these traces, the first at least, as can be read together: with all that was said in them, and how many bytes that was. */
  hear(traces: readonly Trace[]): Promise<{ readonly heard: HeardTrace; readonly bytes: number }[]>
  /** These with what they ended with. */
  remember(traces: readonly Trace[]): Promise<HeardTrace[]>
}

/** Reads each trace once, whatever is asked of it later. */
export function createTurnReader(reads: Reads, projectId: string): TurnReader {
  const shapes = new Map<string, TraceShape>()
  const contents = new Map<string, Map<string, ReadSpan>>()

  async function shapesOf(traces: readonly Trace[]): Promise<TraceShape[]> {
    const missing = traces.filter(({ traceId }) => !shapes.has(traceId))
    const facts =
      missing.length === 0
        ? []
        : await reads.sayingsOf(
            projectId,
            missing.map(({ traceId }) => traceId),
            MOST_SPANS,
          )
    const factsOf = byTrace(facts)
    for (const trace of missing) shapes.set(trace.traceId, shapeTrace(trace, factsOf.get(trace.traceId) ?? []))
    return traces.map(({ traceId }) => shapes.get(traceId)!)
  }

  async function read(wanted: readonly Wanted[]): Promise<void> {
    const missing = wanted.map(({ shape, spans }) => ({
      shape,
      spans: spans.filter(({ spanId }) => !contents.get(shape.trace.traceId)?.has(spanId)),
    }))
    const facts = missing.flatMap(({ shape, spans }) => spans.flatMap((fact) => [fact, ...(shape.notes.get(fact.spanId) ?? [])]))
    const raws = byTrace(await reads.rawSpansOf(facts))
    for (const { shape, spans } of missing) {
      const own = new Map((raws.get(shape.trace.traceId) ?? []).map((raw) => [raw.spanId, raw]))
      const known = contents.get(shape.trace.traceId) ?? new Map<string, ReadSpan>()
      for (const [spanId, content] of contentsOf(shape, spans, own)) known.set(spanId, { content, bytes: bytesOf(own.get(spanId)) })
      contents.set(shape.trace.traceId, known)
    }
  }

  const spansAt = ({ tree }: TraceShape, indexes: readonly number[]): SpanFact[] => indexes.map((index) => tree.facts[index]!)
  const readOf = ({ trace }: TraceShape): ReadonlyMap<string, ReadSpan> => contents.get(trace.traceId) ?? new Map<string, ReadSpan>()
  const sizeOf = (shape: TraceShape): number => [...readOf(shape).values()].reduce((sum, { bytes }) => sum + bytes, 0)

  function heardOf(shape: TraceShape): HeardTrace {
    const own = readOf(shape)
    const { calls, unreadCalls } = shape.speakers
    const missed = calls.filter((index) => !own.has(shape.tree.facts[index]!.spanId)).length
    return { ...shape, contents: new Map([...own].map(([spanId, { content }]) => [spanId, content])), unreadCalls: unreadCalls + missed }
  }

  return {
    async hear(traces) {
      const plans = (await shapesOf(traces)).map((shape) => ({ shape, spans: spansAt(shape, spansToRead(shape)) }))
      const together = withinBytes(plans, ({ spans }) => sizeOfAll(firstOf(spans)))
      await read(together.map(({ shape, spans }) => ({ shape, spans: firstOf(spans) })))
      for (const { shape, spans } of together) {
        for (let rest = spans.slice(firstOf(spans).length); rest.length > 0 && sizeOf(shape) < MOST_BYTES;) {
          const next = firstOf(rest)
          await read([{ shape, spans: next }])
          rest = rest.slice(next.length)
        }
      }
      return together.map(({ shape }) => ({ heard: heardOf(shape), bytes: sizeOf(shape) }))
    },
    async remember(traces) {
      const list = await shapesOf(traces)
      await read(list.map((shape) => ({ shape, spans: spansAt(shape, spansToRemember(shape)) })))
      return list.map(heardOf)
    },
  }
}

/** Before a span is read, the tokens of its prompt tell about how large it is. */
function expectedBytes({ usage }: SpanFact): number {
  return 4_000 + 5 * (usage?.promptTokens ?? 0)
}

const sizeOfAll = (spans: readonly SpanFact[]): number => spans.reduce((sum, fact) => sum + expectedBytes(fact), 0)

const firstOf = (spans: readonly SpanFact[]): readonly SpanFact[] => withinBytes(spans.slice(0, SPANS_AT_ONCE), expectedBytes)

/** The first ones, one at least, that together are not too large. */
function withinBytes<T>(things: readonly T[], sizeOf: (thing: T) => number): readonly T[] {
  let bytes = 0
  const end = things.findIndex((thing, at) => (bytes += sizeOf(thing)) > MOST_BYTES && at > 0)
  return end === -1 ? things : things.slice(0, end)
}

function bytesOf(raw: RawSpan | undefined): number {
  let bytes = 0
  for (const value of raw?.attributes.values() ?? []) bytes += typeof value === 'string' ? value.length : 16
  return bytes
}

function byTrace<T extends { readonly traceId: string }>(things: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const thing of things) {
    const known = found.get(thing.traceId)
    if (known) known.push(thing)
    else found.set(thing.traceId, [thing])
  }
  return found
}
