import { calcPrice, TieredPrices } from '@pydantic/genai-prices'
import type { Rate, TokenPrice } from './token-price.ts'

/** Providers as spans name them that the list would not know, or would take for another. */
const LISTED_AS: ReadonlyMap<string, string> = new Map([
  ['azure.ai.openai', 'azure'],
  ['azure.ai.inference', 'azure'],
  ['azure_openai', 'azure'],
  ['gcp.gen_ai', 'google'],
  ['x_ai', 'x-ai'],
  ['fireworks_ai', 'fireworks'],
])
/** Of models that no span names a provider of: who their name says it is. */
const NAMED_AFTER: readonly (readonly [beginning: string, provider: string])[] = [
  ['text-embedding-', 'openai'],
  ['models/', 'google'],
]
const NO_TOKENS = {}

/** `entry`: where in the list it stands. */
type ListedPrice = {
  readonly price: TokenPrice
  readonly entry: { readonly model: string; readonly provider: string }
  /** The most tokens a call may hold, where the list says so. */
  readonly contextWindow: number | undefined
}

/**
 * The price of a model in the bundled list. Who names a provider is charged that provider's price or none: the same open model costs
 * nothing on one's own machine. `atMs`: prices change by date, some by the hour.
 */
export function listedPrice(model: string, provider: string, atMs: number): ListedPrice | undefined {
  if (provider === '') return find(model, undefined, atMs) ?? findByName(model, atMs)
  return find(model, LISTED_AS.get(provider) ?? provider, atMs)
}

/** `openai/gpt-4o` names its provider itself. */
function findByName(model: string, atMs: number): ListedPrice | undefined {
  const provider = NAMED_AFTER.find(([beginning]) => model.startsWith(beginning))?.[1]
  if (provider !== undefined) return find(model, provider, atMs)
  const slash = model.indexOf('/')
  const prefix = model.slice(0, slash).toLowerCase()
  return slash === -1 ? undefined : find(model.slice(slash + 1), LISTED_AS.get(prefix) ?? prefix, atMs)
}

function find(model: string, providerId: string | undefined, atMs: number): ListedPrice | undefined {
  try {
    const found = calcPrice(NO_TOKENS, model, { providerId, timestamp: new Date(atMs) })
    if (found === null) return undefined
    const { model: listed, provider } = found
    const price = priceFrom(found.model_price)
    return price && { price, entry: { model: listed.id, provider: provider.id }, contextWindow: listed.context_window }
  } catch {
    return undefined
  }
}

/** Nothing for what is not paid by the token, such as minutes of sound. */
function priceFrom(listed: Readonly<Record<string, number | TieredPrices | undefined>>): TokenPrice | undefined {
  const rate = (key: string): Rate | undefined => listed[key]
  const [input, output] = [rate('input_mtok'), rate('output_mtok')]
  if (input === undefined && output === undefined) return undefined
  const perThousand = listed['requests_kcount']
  return {
    input,
    cachedInput: rate('cache_read_mtok'),
    cacheWrite: rate('cache_write_mtok'),
    output,
    reasoning: rate('output_reasoning_mtok'),
    requestUsd: typeof perThousand === 'number' ? perThousand / 1000 : 0,
  }
}
