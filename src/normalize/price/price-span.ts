import type { SpanKind } from '../../model/outcome.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import type { SpanReading } from '../../model/reading.ts'
import { listedPrice } from './listed-price.ts'
import { projectPrice, tokenPriceOf } from './project-price.ts'
import { costOfTokens, type TokenPrice } from './token-price.ts'

type Prices = ProjectSettings['prices']
/** A price, and the entry of the list or among the prices of the project that says so. */
type Quote = {
  readonly price: TokenPrice
  readonly source: 'listed' | 'project'
  readonly entry: { readonly model: string; readonly provider?: string | undefined }
}
type Priceable = Pick<SpanReading, 'kind' | 'usage' | 'requestModel' | 'responseModel' | 'provider'>

/** Model calls, and what may repeat the usage of its calls: should none of those come, it is what counts. */
const PRICED_KINDS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'embedding', 'reranker', 'agent', 'workflow', 'chain'])

/** Tokens times a price: the project's own, else the one of the bundled list. Nothing for a model neither knows. */
export function priceSpan(
  span: Priceable,
  startUnixNano: bigint,
  prices: Prices,
): Pick<SpanReading, 'costNanoUsd' | 'costSource'> | undefined {
  const { kind, usage } = span
  if (usage === undefined || !PRICED_KINDS.has(kind) || (span.requestModel === '' && span.responseModel === '')) return undefined
  const found = rememberedPrice(span, startUnixNano, prices)
  const costNanoUsd = found && costOfTokens(found.price, usage, kind)
  return costNanoUsd === undefined ? undefined : { costNanoUsd, costSource: found!.source }
}

const MOST_REMEMBERED = 1000
/** Some prices begin at half past an hour. */
const HALF_HOUR_MS = 1_800_000
const remembered = new WeakMap<Prices, Map<string, Quote | undefined>>()

/** Looking through the list takes longer than reading a span: done once for each model, provider and half hour. */
function rememberedPrice(span: Priceable, startUnixNano: bigint, prices: Prices): Quote | undefined {
  const halfHour = Math.floor(Number(startUnixNano) / 1e6 / HALF_HOUR_MS)
  const key = `${halfHour} ${span.provider}\n${span.responseModel}\n${span.requestModel}`
  let known = remembered.get(prices)
  if (known === undefined) remembered.set(prices, (known = new Map<string, Quote | undefined>()))
  if (known.has(key)) return known.get(key)
  // The model that answered says more than the one asked for, which may be an alias or the name of a deployment.
  const models = [span.responseModel, span.requestModel].filter((model) => model !== '')
  const found = quotePrice(models, span.provider, halfHour * HALF_HOUR_MS, prices)
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(key, found)
  return found
}

/** `models`: the names of one model, the better one first; `prices`: the project's own. */
export function quotePrice(models: readonly string[], provider: string, atMs: number, prices: Prices): Quote | undefined {
  const own = projectPrice(prices, models, provider)
  if (own !== undefined) return { price: tokenPriceOf(own), source: 'project', entry: own }
  for (const model of models) {
    const listed = listedPrice(model, provider, atMs)
    if (listed !== undefined) return { ...listed, source: 'listed' }
  }
  return undefined
}
