import type { AnyValue, Attributes } from '../model/any-value.ts'
import { decodeContent, isRecord } from './json.ts'
import { KIND_KEYS, METADATA_OBJECTS, PRECEDENCE, SESSION_TIERS } from './precedence.ts'
import { textOf } from './scalar.ts'

export type Field = keyof typeof PRECEDENCE | 'session' | 'kind'
/** One spelling found on a span; the smaller the rank, the better. */
export type Find = { readonly key: string; readonly value: AnyValue; readonly rank: number }
type Place = { readonly field: Field; readonly rank: number }

/** What one pass over the attributes of a span found. */
export type Survey = {
  readonly finds: ReadonlyMap<Field, readonly Find[]>
  /** Prefixes of flattened lists that occur, such as `llm.input_messages.` */
  readonly lists: ReadonlySet<string>
  readonly hasUsage: boolean
}

/** Session ranks carry their tier: tier 1 is 0–999, tier 2 is 1000–1999, … */
export const TIER_SPAN = 1000

const PLACES = new Map<string, Place[]>()
function declare(field: Field, keys: readonly string[], firstRank = 0): void {
  keys.forEach((key, index) => {
    const places = PLACES.get(key) ?? []
    if (places.some((place) => place.field === field)) return
    PLACES.set(key, [...places, { field, rank: firstRank + index }])
  })
}
for (const [field, keys] of Object.entries(PRECEDENCE)) declare(field as Field, keys)
declare('kind', KIND_KEYS)
SESSION_TIERS.forEach((keys, tier) => declare('session', keys, tier * TIER_SPAN))

/** MLflow's tags are pairs, one attribute each; those it sets itself begin with its name once more. */
export const MLFLOW_TAG = 'mlflow.traceTag.'
const LAST_RANK = TIER_SPAN - 1

function noteTag(finds: Map<Field, Find[]>, key: string, value: AnyValue): void {
  if (key.startsWith('mlflow.', MLFLOW_TAG.length)) return
  finds.set('tags', [...(finds.get('tags') ?? []), { key, value, rank: LAST_RANK }])
}

const LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['g', ['gen_ai.prompt.', 'gen_ai.completion.']],
  ['l', ['llm.input_messages.', 'llm.output_messages.', 'llm.prompts.', 'llm.choices.']],
  ['r', ['retrieval.documents.', 'reranker.input_documents.', 'reranker.output_documents.']],
  ['e', ['embedding.embeddings.']],
  ['m', [MLFLOW_TAG]],
])
export function surveyAttributes(attributes: Attributes): Survey {
  const finds = new Map<Field, Find[]>()
  const lists = new Set<string>()
  let hasUsage = false
  const note = (key: string, value: AnyValue): boolean => {
    const places = PLACES.get(key)
    if (places === undefined) return false
    for (const { field, rank } of places) {
      const found = finds.get(field)
      if (found === undefined) finds.set(field, [{ key, value, rank }])
      else found.push({ key, value, rank })
    }
    return true
  }
  for (const [key, value] of attributes) {
    if (METADATA_OBJECTS.has(key)) noteObject(key, value, note)
    else if (!note(key, value)) {
      const prefix = LISTS.get(key[0] ?? '')?.find((each) => key.startsWith(each))
      if (prefix === MLFLOW_TAG) noteTag(finds, key, value)
      else if (prefix !== undefined) lists.add(prefix)
    }
    hasUsage ||= isUsageKey(key)
  }
  if (!finds.has('session')) noteEnvelope(attributes.get('traceloop.entity.input'), note)
  return { finds, lists, hasUsage }
}

const LONGEST_ENVELOPE = 256 * 1024

/** Old OpenLLMetry (0.40), without the Traceloop SDK, writes the metadata of a LangChain run nowhere but in the envelope of its input. */
function noteEnvelope(value: AnyValue, note: (key: string, value: AnyValue) => boolean): void {
  if (typeof value !== 'string' || value.length > LONGEST_ENVELOPE || !value.includes('"metadata": {"')) return
  const envelope = decodeContent(value)
  if (!isRecord(envelope) || !isRecord(envelope['metadata']) || !('tags' in envelope)) return
  for (const [name, entry] of Object.entries(envelope['metadata'])) note(`traceloop.association.properties.${name}`, entry as AnyValue)
}

/** Entries of a metadata object, as if each were an attribute. A flat attribute of the same name is not overruled: both are kept, same rank. */
function noteObject(key: string, value: AnyValue, note: (key: string, value: AnyValue) => boolean): void {
  if (typeof value === 'string' && !value.trimStart().startsWith('{')) return
  const entries = decodeContent(value)
  if (!isRecord(entries)) return
  for (const [name, entry] of Object.entries(entries)) note(`${key}.${name}`, entry as AnyValue)
}

const isUsageKey = (key: string): boolean =>
  key.includes('usage') ||
  key.includes('token') ||
  key.includes('gcp.vertex.agent.llm_response') ||
  key === 'langwatch.metrics' ||
  key === 'genkit:output'

/** The best accepted text of a field; empty when there is none. Ties (flat key and metadata object) go to the smaller text, so order never matters. */
export function bestText(survey: Survey, field: Field, read: (value: AnyValue, key: string) => string = textOf): string {
  let best = ''
  let bestRank = Infinity
  for (const { key, value, rank } of survey.finds.get(field) ?? []) {
    if (rank > bestRank) continue
    const text = read(value, key)
    if (text === '' || !isBetter(rank, text, bestRank, best)) continue
    best = text
    bestRank = rank
  }
  return best
}

const isBetter = (rank: number, text: string, rivalRank: number, rival: string): boolean =>
  rank < rivalRank || (rank === rivalRank && text < rival)

/** All accepted texts of a field, best first: the first one is the answer of `bestText`. */
export function rankedTexts(survey: Survey, field: Field, read: (value: AnyValue, key: string) => string = textOf) {
  return (survey.finds.get(field) ?? [])
    .map(({ key, value, rank }) => ({ key, rank, text: read(value, key) }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (isBetter(a.rank, a.text, b.rank, b.text) ? -1 : isBetter(b.rank, b.text, a.rank, a.text) ? 1 : 0))
}
