import type { Outcome } from '../../model/outcome.ts'
import { readSpans, type Spans } from './spans.ts'

/** A span in the fewest words, for tests. */
export type Sketch = { id: string; parent?: string; at?: number; lasts?: number; outcome?: Outcome; kind?: number }

export function spansOf(sketches: readonly Sketch[]): Spans {
  return readSpans({
    items: [],
    originUnixNano: '0',
    dictionaries: { names: ['step'], kinds: ['llm', 'tool'], outcomes: ['ok', 'error', 'interrupted'], models: ['gpt'] },
    columns: {
      id: sketches.map((s) => s.id),
      parentId: sketches.map((s) => s.parent ?? ''),
      name: sketches.map(() => 0),
      kind: sketches.map((s) => s.kind ?? 0),
      outcome: sketches.map((s) => ['ok', 'error', 'interrupted'].indexOf(s.outcome ?? 'ok')),
      model: sketches.map(() => -1),
      startMs: sketches.map((s) => s.at ?? 0),
      durationMs: sketches.map((s) => s.lasts ?? 1),
      promptTokens: sketches.map(() => -1),
      completionTokens: sketches.map(() => -1),
      totalTokens: sketches.map(() => -1),
      counted: sketches.map(() => 1),
    },
  })
}
