import type { SpanFact } from '../../model/span-fact.ts'
import { listedPrice } from './listed-price.ts'

/** The most tokens that a call of this model may hold, where the bundled list knows it. */
export function contextWindowOf({
  responseModel,
  requestModel,
  provider,
  startUnixNano,
}: Pick<SpanFact, 'responseModel' | 'requestModel' | 'provider' | 'startUnixNano'>): number | undefined {
  const atMs = Number(startUnixNano / 1_000_000n)
  for (const model of [responseModel, requestModel]) {
    const window = model === '' ? undefined : listedPrice(model, provider, atMs)?.contextWindow
    if (window !== undefined) return window
  }
  return undefined
}
