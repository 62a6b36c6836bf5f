import type { RawSpan } from '../model/raw-span.ts'
import { sketchSpan, type SpanSketch } from './test-server.ts'

export const ORIGIN_MS = Date.UTC(2026, 10, 20)
/** The last trace of every tenth session ends 30 s before this. */
export const NOW_MS = ORIGIN_MS + 10 * 86_400_000

/** Texts and ids as strangers send them. */
export const HOSTILE_TEXTS = [
  'a/b c',
  '100% sure',
  'under_score',
  'back\\slash',
  "it's",
  '"quoted"',
  '{x:String}',
  "' OR 1=1 --",
  '日本語 テスト',
  'GRÜSSE aus Köln',
  '%',
  '_',
  '\\',
  'nul\0inside',
  '../../etc',
  'a?b=c&d#e',
  'tab\there',
  'İstanbul',
  '🙂 smile',
  "\\'; DROP TABLE spans",
  '%2F%252F',
  'x'.repeat(256),
  '<img src=x>',
  '$1 \\1',
] as const
const WORDS = ['refund', 'policy', 'Delete', 'staging', 'table', 'hello', 'approve', 'Titanic']

/** 70 sessions and some traces without one: ties, unknown values, gaps, aliases, pauses, errors, things that run. Always the same. */
export function exampleSpans(): RawSpan[] {
  const random = numbersFrom(7)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const sketches: SpanSketch[] = []
  let trace = 0
  for (let n = 0; n < 80; n++) {
    const sessionId = n < 70 ? (HOSTILE_TEXTS[n] ?? `session-${n}`) : undefined
    const isReported = n % 4 !== 0
    const traceCount = 1 + Math.floor(random() * 4)
    for (let t = 0; t < traceCount; t++) {
      trace += 1
      const isRunning = n % 10 === 9 && t === traceCount - 1
      const startMs = isRunning ? NOW_MS - 31_000 : ORIGIN_MS + Math.floor(random() * 8) * 86_400_000 + pick([0, 0, 3_600_000, 0.123])
      const attributes = {
        ...(sessionId === undefined ? {} : { 'session.id': sessionId }),
        ...(n % 3 === 0 ? { 'user.id': pick(['Ada', "O'Brien", HOSTILE_TEXTS[n % HOSTILE_TEXTS.length]!]) } : {}),
        'gen_ai.prompt.0.role': 'user',
        'gen_ai.prompt.0.content': `${pick(WORDS)} ${pick(WORDS)} ${pick(HOSTILE_TEXTS)} ${pick(WORDS)}`,
        ...(isReported ? { 'gen_ai.usage.input_tokens': pick([0n, 5n, 5n, 900n]), 'gen_ai.usage.output_tokens': pick([1n, 1n, 70n]) } : {}),
        ...(n % 5 === 1 ? { 'gen_ai.usage.cost': pick([0, 0.25, 0.000000001, 1.5]) } : {}),
      }
      const span = {
        trace,
        startMs,
        durationMs: isRunning ? 1000 : pick([0, 250, 250, 4_000.000001]),
        attributes,
        name: pick(['call', "it's", 'Chat']),
      }
      const exception =
        n % 7 === 3 && t === traceCount - 1
          ? { type: 'langgraph.errors.GraphInterrupt', message: `(Interrupt(value='ok?', id='i${trace}'),)` }
          : undefined
      sketches.push({
        ...span,
        span: 0,
        isError: n % 6 === 2 && t === 0,
        ...(exception === undefined ? {} : { exception }),
        ...(isRunning ? { parent: 99 } : {}),
      })
      // A second id of a weaker kind: the session gets an alias.
      if (n < 70 && n % 8 === 5)
        sketches.push({ trace, span: 1, parent: 0, startMs, durationMs: 0, attributes: { 'langsmith.metadata.thread_id': `Alias-${n}` } })
    }
  }
  return sketches.map(sketchSpan)
}

/** A small generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
