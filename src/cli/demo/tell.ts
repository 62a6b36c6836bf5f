import type { Dialect } from './dialect.ts'
import { openInference } from './dialects/open-inference.ts'
import { openLlmetry } from './dialects/open-llmetry.ts'
import { otelGenAi } from './dialects/otel-gen-ai.ts'
import type { Dice } from './dice.ts'
import { encodeTraces } from './otlp.ts'
import { perform } from './perform.ts'
import type { DialectName, Story } from './story.ts'

const DIALECTS: Record<DialectName, Dialect> = { openllmetry: openLlmetry, openinference: openInference, 'otel-genai': otelGenAi }

/** One trace, ready to be sent: what an exporter would post when the turn has ended. */
export type Telling = { readonly body: string; readonly spanCount: number; readonly startMs: number; readonly endMs: number }

/** Each turn of a story as one trace, the first one starting at `startMs`, the others when the person has thought. */
export function tell(story: Story, startMs: number, dice: Dice): Telling[] {
  const performance = perform(story, dice)
  const dialect = DIALECTS[story.dialect]
  const resource = {
    'service.name': story.service,
    'deployment.environment.name': 'demo',
    'telemetry.sdk.language': story.dialect === 'otel-genai' ? 'nodejs' : 'python',
  }
  const tellings: Telling[] = []
  let nowMs = startMs
  for (const turn of story.turns) {
    nowMs += turn.afterMs
    const played = performance.next(nowMs)
    if (played === undefined) break
    const traceId = dice.hex(32)
    const spans = played.operations.map((operation) => {
      const { spanId, parentSpanId, startMs, endMs } = operation
      return { traceId, spanId, parentSpanId, startMs, endMs, ...dialect.word(operation, story) }
    })
    tellings.push({ body: encodeTraces(resource, dialect.scope, spans), spanCount: spans.length, startMs: nowMs, endMs: played.endMs })
    nowMs = played.endMs
  }
  return tellings
}
