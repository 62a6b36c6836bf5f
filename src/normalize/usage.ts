import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import type { Usage } from '../model/usage.ts'
import { decodeContent, isRecord, type JsonRecord } from './json.ts'
import { readPythonLiteral } from './python-literal.ts'
import { numberOf, textOf } from './scalar.ts'
import type { Survey } from './survey.ts'
import {
  AGGREGATED_FAMILY,
  CACHE_WRITE_PARTS,
  CALL_DETAILS,
  USAGE_BLOBS,
  USAGE_FAMILIES,
  type UsageBlob,
  type UsageFamily,
} from './usage-families.ts'

/** Counts as the sender gave them. */
type Counts = {
  readonly source: string
  readonly input: number | undefined
  readonly output: number | undefined
  readonly total: number | undefined
  readonly cacheRead: number | undefined
  readonly cacheWrite: number | undefined
  readonly reasoning: number | undefined
}

/** No call has this many tokens; a larger count is a mistake or an attack on the sums. */
const MOST_TOKENS = 1e12
const LONGEST_PRINT = 4096
const CREW_COUNT = /\b(cached_prompt_tokens|prompt_tokens|completion_tokens|total_tokens)=(\d{1,12})\b/g

/** The usage of one span, from exactly one family of names, made cache-inclusive. */
export function readUsage(raw: RawSpan, survey: Survey): Usage | undefined {
  if (!survey.hasUsage) return undefined
  const counts = readCounts(raw.attributes)
  return counts && normalise(counts, raw)
}

/** By which rule cached tokens were taken as part of the input; nothing where none were counted. */
export function readCacheRule(raw: RawSpan): CacheRule | undefined {
  const counts = readCounts(raw.attributes)
  const cached = (counts?.cacheRead ?? 0) + (counts?.cacheWrite ?? 0)
  return counts?.input === undefined || cached === 0 ? undefined : cacheRuleOf(counts, counts.input, cached, raw)
}

/** The counts as sent, details and all. */
function readCounts(attributes: Attributes): Counts | undefined {
  const counts = readPlain(attributes) ?? readBlob(attributes) ?? readFamily(attributes, AGGREGATED_FAMILY) ?? readCrew(attributes)
  return counts && withPrintedDetails(withRawUsage(withProviderCache(counts, attributes), attributes), attributes)
}

/** A family that counts input or output beats one that knows only a total; the side it leaves out is taken from the next that counts it. */
function readPlain(attributes: Attributes): Counts | undefined {
  let best: Counts | undefined
  for (const family of USAGE_FAMILIES) {
    const counts = readFamily(attributes, family)
    if (counts === undefined) continue
    if (best === undefined) best = counts
    else if (best.input !== undefined || best.output !== undefined) {
      best = { ...best, input: best.input ?? counts.input, output: best.output ?? counts.output }
    } else if (counts.input !== undefined || counts.output !== undefined) best = counts
    if (best.input !== undefined && best.output !== undefined) return best
  }
  return best
}

function readFamily(attributes: Attributes, family: UsageFamily): Counts | undefined {
  const input = countAt(attributes, family.input)
  const said = countAt(attributes, family.output)
  const output = said === undefined ? said : said + ((family.moreOutput && countAt(attributes, family.moreOutput)) ?? 0)
  const total = countAt(attributes, family.total)
  if (input === undefined && output === undefined && total === undefined) return undefined
  const { cacheRead, cacheWrite, reasoning } = family.details ?? CALL_DETAILS
  return {
    source: family.source,
    input,
    output,
    total,
    cacheRead: countAt(attributes, cacheRead),
    cacheWrite: countAt(attributes, cacheWrite) ?? sumAt(attributes, CACHE_WRITE_PARTS),
    reasoning: countAt(attributes, reasoning),
  }
}

function sumAt(attributes: Attributes, keys: readonly string[]): number | undefined {
  const counts = keys.flatMap((key) => (attributes.has(key) ? [countOf(attributes.get(key)) ?? 0] : []))
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}

function countAt(attributes: Attributes, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const count = countOf(attributes.get(key))
    if (count !== undefined) return count
  }
  return undefined
}

function countOf(value: unknown): number | undefined {
  const number = numberOf(isRecord(value) && 'value' in value ? value['value'] : value)
  return number === undefined || number > MOST_TOKENS ? undefined : Math.round(number)
}

function readBlob(attributes: Attributes): Counts | undefined {
  for (const blob of USAGE_BLOBS) {
    const value = attributes.get(blob.key)
    const counts = value === undefined ? undefined : countsInBlob(decodeContent(value), blob)
    if (counts !== undefined) return counts
  }
  return undefined
}

function countsInBlob(value: unknown, blob: UsageBlob): Counts | undefined {
  let holder = isRecord(value) && isRecord(value['value']) ? value['value'] : value
  for (const step of blob.path) holder = isRecord(holder) ? holder[step] : undefined
  if (!isRecord(holder)) return undefined
  const at = (names: readonly string[]): number | undefined => pick(holder as JsonRecord, names)
  const [input, rawOutput, total, reasoning] = [at(blob.input), at(blob.output), at(blob.total), at(blob.reasoning)]
  if (input === undefined && rawOutput === undefined && total === undefined) return undefined
  const output = blob.addReasoning === true && rawOutput !== undefined ? rawOutput + (reasoning ?? 0) : rawOutput
  const counts = { source: blob.source, input, output, total, cacheRead: at(blob.cacheRead), cacheWrite: at(blob.cacheWrite), reasoning }
  return blob.parts === undefined ? counts : withParts(counts, holder as JsonRecord, blob.parts)
}

/**
 * Counts that only together make up the total are parts of one another's whole: `input` 80 beside `input_cache_read` 40 is 120.
 * Without a total, Anthropic's own words for the cache tell that `input` is Anthropic's too, which leaves the cache out.
 */
function withParts(counts: Counts, holder: JsonRecord, parts: NonNullable<UsageBlob['parts']>): Counts {
  const sum = (side: 'input' | 'output' | 'ownCache'): number =>
    Object.entries(holder).reduce((all, [name, count]) => all + (parts[side].test(name) ? (countOf(count) ?? 0) : 0), 0)
  const [input, output] = [(counts.input ?? 0) + sum('input'), (counts.output ?? 0) + sum('output')]
  if (counts.total === input + output) return { ...counts, input, output }
  const ownCache = counts.total === undefined && counts.input !== undefined ? sum('ownCache') : 0
  return ownCache > 0 ? { ...counts, input: (counts.input ?? 0) + ownCache } : counts
}

function pick(holder: JsonRecord, names: readonly string[]): number | undefined {
  for (const name of names) {
    const count = countOf(holder[name] ?? inside(holder, name))
    if (count !== undefined) return count
  }
  return undefined
}

/** `prompt_tokens_details.cached_tokens` is a count inside a record. */
function inside(holder: JsonRecord, name: string): unknown {
  const dot = name.indexOf('.')
  const inner = dot === -1 ? undefined : holder[name.slice(0, dot)]
  return isRecord(inner) ? inner[name.slice(dot + 1)] : undefined
}

/** CrewAI prints its totals: `… prompt_tokens=12 completion_tokens=3 …`. */
function readCrew(attributes: Attributes): Counts | undefined {
  const text = textOf(attributes.get('crewai.crew.token_usage')).slice(0, LONGEST_PRINT)
  if (text === '') return undefined
  const counts = new Map([...text.matchAll(CREW_COUNT)].map(([, name, digits]) => [name, Number(digits)]))
  const [input, output, total] = [counts.get('prompt_tokens'), counts.get('completion_tokens'), counts.get('total_tokens')]
  if (input === undefined && output === undefined && total === undefined) return undefined
  return {
    source: 'aggregated',
    input,
    output,
    total,
    cacheRead: counts.get('cached_prompt_tokens'),
    cacheWrite: undefined,
    reasoning: undefined,
  }
}

/** Logfire keeps what the provider answered beside the counts: the details are only in there. */
function withRawUsage(counts: Counts, attributes: Attributes): Counts {
  const value = counts.source === 'gen_ai' && counts.cacheRead === undefined ? attributes.get('gen_ai.usage.raw') : undefined
  const usage = value === undefined ? undefined : decodeContent(value)
  if (!isRecord(usage)) return counts
  return {
    ...counts,
    cacheRead: pick(usage, ['input_tokens_details.cached_tokens', 'prompt_tokens_details.cached_tokens', 'cache_read_input_tokens']),
    cacheWrite: counts.cacheWrite ?? pick(usage, ['cache_creation_input_tokens']),
    reasoning: counts.reasoning ?? pick(usage, ['output_tokens_details.reasoning_tokens', 'completion_tokens_details.reasoning_tokens']),
  }
}

/** AI SDK 4 and 5 leave the details in the provider metadata only. */
function withProviderCache(counts: Counts, attributes: Attributes): Counts {
  const metadata = attributes.get('ai.response.providerMetadata')
  if (metadata === undefined || (counts.cacheRead !== undefined && counts.cacheWrite !== undefined)) return counts
  const decoded = decodeContent(metadata)
  const openai = isRecord(decoded) ? decoded['openai'] : undefined
  if (isRecord(openai)) {
    return {
      ...counts,
      cacheRead: counts.cacheRead ?? pick(openai, ['cachedPromptTokens']),
      reasoning: counts.reasoning ?? pick(openai, ['reasoningTokens']),
    }
  }
  const anthropic = isRecord(decoded) ? decoded['anthropic'] : undefined
  if (!isRecord(anthropic)) return counts
  const usage = isRecord(anthropic['usage']) ? anthropic['usage'] : {}
  return {
    ...counts,
    cacheRead: counts.cacheRead ?? pick(usage, ['cache_read_input_tokens']) ?? pick(anthropic, ['cacheReadInputTokens']),
    cacheWrite: counts.cacheWrite ?? pick(usage, ['cache_creation_input_tokens']) ?? pick(anthropic, ['cacheCreationInputTokens']),
  }
}

/** LangSmith prints LangChain's details as a Python dict: `{'cache_read': 3}`. Newer ones leave them inside the usage of the message. */
function withPrintedDetails(counts: Counts, attributes: Attributes): Counts {
  const usage = langchainUsage(attributes)
  const input = printedDict(attributes.get('gen_ai.usage.input_token_details')) ?? usage?.['input_token_details']
  const output = printedDict(attributes.get('gen_ai.usage.output_token_details')) ?? usage?.['output_token_details']
  if (!isRecord(input) && !isRecord(output)) return counts
  return {
    ...counts,
    cacheRead: counts.cacheRead ?? (isRecord(input) ? pick(input, ['cache_read']) : undefined),
    cacheWrite: counts.cacheWrite ?? (isRecord(input) ? pick(input, ['cache_creation']) : undefined),
    reasoning: counts.reasoning ?? (isRecord(output) ? pick(output, ['reasoning']) : undefined),
  }
}

function langchainUsage(attributes: Attributes): JsonRecord | undefined {
  const value = attributes.get('langsmith.usage_metadata') ?? attributes.get('langsmith.metadata.usage_metadata')
  const usage = value === undefined ? undefined : decodeContent(value)
  return isRecord(usage) ? usage : undefined
}

function printedDict(value: AnyValue): JsonRecord | undefined {
  const text = textOf(value)
  const dict = text.startsWith('{') ? readPythonLiteral(text.slice(0, LONGEST_PRINT), 0).value : undefined
  return isRecord(dict) ? dict : undefined
}

function normalise(counts: Counts, raw: RawSpan): Usage {
  const { source, input, output, total, cacheRead, cacheWrite, reasoning } = counts
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0)
  const promptTokens = input !== undefined && cached > 0 && EXCLUSIVE.has(cacheRuleOf(counts, input, cached, raw)) ? input + cached : input
  return {
    promptTokens,
    completionTokens: output,
    totalTokens: promptTokens !== undefined && output !== undefined ? promptTokens + output : total,
    cachedPromptTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: reasoning,
    source,
  }
}

/** Why `input` is taken to hold the cached tokens, or to leave them out: arithmetic first, then what is known of the producer. */
export type CacheRule = 'more-than-input' | 'total-adds-it' | 'total-includes-it' | 'producer-leaves-it-out' | 'as-usual'
const EXCLUSIVE: ReadonlySet<CacheRule> = new Set<CacheRule>(['more-than-input', 'total-adds-it', 'producer-leaves-it-out'])

function cacheRuleOf({ source, output, total }: Counts, input: number, cached: number, raw: RawSpan): CacheRule {
  if (cached > input) return 'more-than-input'
  if (total === input + (output ?? 0) + cached) return 'total-adds-it'
  if (total === input + (output ?? 0)) return 'total-includes-it'
  return source === 'claude_code' || isExclusiveProducer(raw) ? 'producer-leaves-it-out' : 'as-usual'
}

const EXCLUSIVE_SCOPES = ['strands.telemetry.tracer', 'openinference.instrumentation.claude_agent_sdk', 'openlit.instrumentation.anthropic']

function isExclusiveProducer({ scope, attributes }: RawSpan): boolean {
  if (EXCLUSIVE_SCOPES.some((name) => scope.name.startsWith(name))) return true
  const isOldAnthropic = textOf(attributes.get('ai.model.provider')).startsWith('anthropic')
  return (
    isOldAnthropic &&
    !attributes.has('ai.usage.inputTokenDetails.noCacheTokens') &&
    !attributes.has('ai.usage.inputTokenDetails.cacheReadTokens')
  )
}
