import type { RawSpan } from '../../model/raw-span.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import type { Trace } from '../../model/trace.ts'
import type { SpanContent } from '../../normalize/normalize.ts'
import {
  buildSpanTree,
  countedSpanIds,
  pausesIn,
  settle,
  spanIdsOfPart,
  traceErrors,
  type SettledOutcome,
  type SpanTree,
  type TracePause,
} from '../../rollup/rollup.ts'
import { spansAmong, speakingNotes } from '../assemble-spans.ts'
import { contentWithNotes } from '../content-with-notes.ts'
import { chooseSpeakers, type Speakers } from './speakers.ts'

/** A trace of a session before anything said in it was read. */
export type TraceShape = {
  readonly trace: Trace
  readonly tree: SpanTree
  readonly outcomes: ReadonlyMap<string, SettledOutcome>
  readonly counted: ReadonlySet<string>
  readonly pauses: readonly TracePause[]
  /** Spans that went wrong, see `traceErrors`. */
  readonly errors: readonly SpanFact[]
  readonly speakers: Speakers
  /** By the id of their span, in time order: log records that tell what was said in it. */
  readonly notes: ReadonlyMap<string, readonly SpanFact[]>
}

/** The same with what its spans said, by span id. */
export type HeardTrace = TraceShape & {
  readonly contents: ReadonlyMap<string, SpanContent>
  /** Model calls that were too many or too large to be read. */
  readonly unreadCalls: number
}

/** `stored`: the facts of the whole trace; of a shared one only the part of this session counts. */
export function shapeTrace(trace: Trace, stored: readonly SpanFact[]): TraceShape {
  const ids = trace.part === '' ? undefined : new Set(spanIdsOfPart(stored, trace.part))
  const facts = ids === undefined ? stored : stored.filter(({ spanId }) => ids.has(spanId))
  const tree = buildSpanTree(spansAmong(facts))
  const settled = settle(tree)
  const outcomes = new Map(tree.facts.map(({ spanId }, at) => [spanId, { outcome: settled.outcomes[at]!, rule: settled.rules[at]! }]))
  const notes = new Map<string, SpanFact[]>()
  for (const note of speakingNotes(
    facts.filter(({ origin }) => origin !== 'span'),
    facts,
  )) {
    notes.set(note.parentSpanId, [...(notes.get(note.parentSpanId) ?? []), note])
  }
  return {
    trace,
    tree,
    outcomes,
    counted: countedSpanIds(tree.facts),
    pauses: distinctPauses(pausesIn(tree, settled)),
    errors: traceErrors(stored, trace.part),
    speakers: chooseSpeakers(tree, outcomes),
    notes,
  }
}

/** Wrappers tell a pause again, with the id of its interrupt: the first to have paused is asked. */
function distinctPauses(pauses: readonly TracePause[]): TracePause[] {
  const told = new Set<string>()
  return [...pauses]
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .filter(({ ids, answeredAt }) => {
      const name = `${ids.join(' ')} ${answeredAt}`
      const isAgain = ids.length > 0 && told.has(name)
      told.add(name)
      return !isAgain
    })
}

/** What these spans said; `raws` by span id, their notes among them. */
export function contentsOf(shape: TraceShape, spans: readonly SpanFact[], raws: ReadonlyMap<string, RawSpan>): Map<string, SpanContent> {
  return new Map(
    spans.flatMap(({ spanId, outcome }) => {
      const raw = raws.get(spanId)
      if (raw === undefined) return []
      const notes = (shape.notes.get(spanId) ?? []).flatMap((note) => raws.get(note.spanId) ?? [])
      return [[spanId, contentWithNotes(raw, notes, shape.outcomes.get(spanId)?.outcome ?? outcome)]]
    }),
  )
}
