import type { SpanKind } from '../../model/outcome.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import type { SpanReading } from '../../model/reading.ts'
import { listedPrice } from './listed-price.ts'
import { projectPrice } from './project-price.ts'
import { costOfTokens, type TokenPrice } from './token-price.ts'

type Prices = ProjectSettings['prices']
type Found = { readonly price: TokenPrice; readonly source: 'listed' | 'project' }
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
const remembered = new WeakMap<Prices, Map<string, Found | undefined>>()

/** Looking through the list takes longer than reading a span: done once for each model, provider and half hour. */
function rememberedPrice(span: Priceable, startUnixNano: bigint, prices: Prices): Found | undefined {
  const halfHour = Math.floor(Number(startUnixNano) / 1e6 / HALF_HOUR_MS)
  const key = `${halfHour} ${span.provider}\n${span.responseModel}\n${span.requestModel}`
  let known = remembered.get(prices)
  if (known === undefined) remembered.set(prices, (known = new Map<string, Found | undefined>()))
  if (known.has(key)) return known.get(key)
  const found = findPrice(span, halfHour * HALF_HOUR_MS, prices)
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(key, found)
  return found
}

/** The model that answered says more than the one asked for, which may be an alias or the name of a deployment. */
function findPrice({ requestModel, responseModel, provider }: Priceable, atMs: number, prices: Prices): Found | undefined {
  const models = [responseModel, requestModel].filter((model) => model !== '')
  const own = projectPrice(prices, models, provider)
  if (own !== undefined) return { price: own, source: 'project' }
  for (const model of models) {
    const price = listedPrice(model, provider, atMs)
    if (price !== undefined) return { price, source: 'listed' }
  }
  return undefined
}
