import type { RawSpan } from '../model/raw-span.ts'
import { numbersFrom, ORIGIN_MS } from './example-spans.ts'
import { sketchSpan } from './test-server.ts'

/** What a span of the example is, for those who count again. */
export type UsageSketch = {
  readonly trace: number
  readonly session: string | undefined
  readonly user: string | undefined
  readonly environment: string
  readonly kind: 'chain' | 'llm' | 'tool'
  readonly name: string
  readonly model: string
  readonly startMs: number
  readonly durationMs: number
  readonly prompt: number
  readonly completion: number
  readonly costNanoUsd: number
  readonly error: { readonly type: string; readonly message: string } | undefined
}

const DAYS = 6
const MODELS = ['small', 'large', 'huge', 'tiny', 'a', 'b', 'c', 'd', "it's"] as const

/** Some 120 traces over six days, in sessions and without, each a root with model calls and tools below it. Always the same. */
export function exampleUsage(): UsageSketch[] {
  const random = numbersFrom(11)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const sketches: UsageSketch[] = []
  for (let trace = 1; trace <= 120; trace++) {
    const session = trace % 7 === 0 ? undefined : `session-${Math.floor(random() ** 2 * 30)}`
    const user = pick([undefined, 'Ada', 'Grace', 'Alan'])
    const environment = pick(['', 'prod', 'staging'])
    const startMs = ORIGIN_MS + Math.floor(random() * DAYS * 86_400_000)
    const durationMs = pick([0, 20.5, 400, 3_600_000, 1_234.567])
    const shared = { trace, session, user, environment, prompt: 0, completion: 0, costNanoUsd: 0, model: '', error: undefined }
    sketches.push({ ...shared, kind: 'chain', name: pick(['support', 'search', 'report']), startMs, durationMs })
    for (let child = 0; child < Math.floor(random() * 6); child++) {
      const within = { startMs: startMs + Math.floor(random() * durationMs), durationMs: random() * 10 }
      const error = random() < 0.15 ? { type: pick(['Timeout', 'RateLimit', 'ValueError']), message: `failed ${trace}` } : undefined
      if (random() < 0.4) sketches.push({ ...shared, ...within, kind: 'tool', name: pick(['lookup', 'refund']), error })
      else sketches.push({ ...shared, ...within, ...usage(pick, random), kind: 'llm', name: 'chat', error })
    }
  }
  return sketches
}

function usage(pick: <T>(values: readonly T[]) => T, random: () => number) {
  return {
    model: pick(MODELS),
    prompt: 1 + Math.floor(random() * 900),
    completion: Math.floor(random() * 90),
    costNanoUsd: pick([0, 1, 250_000_000]),
  }
}

export function spansOf(sketches: readonly UsageSketch[]): RawSpan[] {
  const counts = new Map<number, number>()
  return sketches.map((sketch) => {
    const span = counts.get(sketch.trace) ?? 0
    counts.set(sketch.trace, span + 1)
    const { trace, startMs, durationMs, name, error } = sketch
    const raw = sketchSpan({
      trace,
      span,
      startMs,
      durationMs,
      name,
      attributes: attributesOf(sketch),
      isError: error !== undefined,
      ...(error === undefined ? {} : { exception: error }),
      ...(span === 0 ? {} : { parent: 0 }),
    })
    const environment = sketch.environment === '' ? [] : [['deployment.environment.name', sketch.environment] as const]
    return { ...raw, resource: { ...raw.resource, attributes: new Map(environment) } }
  })
}

function attributesOf({ kind, session, user, name, model, prompt, completion, costNanoUsd }: UsageSketch) {
  return {
    ...(session === undefined ? {} : { 'session.id': session }),
    ...(user === undefined ? {} : { 'user.id': user }),
    ...(kind === 'tool' ? { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name } : {}),
    ...(kind === 'llm'
      ? {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': model,
          'gen_ai.usage.input_tokens': BigInt(prompt),
          'gen_ai.usage.output_tokens': BigInt(completion),
          'gen_ai.usage.cost': costNanoUsd / 1e9,
        }
      : {}),
  }
}
