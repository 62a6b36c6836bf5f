import type { AnyValue, Attributes } from '../model/any-value.ts'
import type { RawSpan, RawResource, RawScope } from '../model/raw-span.ts'
import { decodeText } from './json.ts'
import { PRECEDENCE } from './precedence.ts'
import { cleanText, clipText, textOf } from './scalar.ts'
import { bestText, MLFLOW_TAG, type Survey } from './survey.ts'

const LONGEST_NAME = 256
/** One `node:uuid` per nested graph. */
const LONGEST_NAMESPACE = 4096
const MOST_TAGS = 64
/** Step marks LangChain puts on every run; they say nothing about the session. */
const STEP_MARK = /^((graph|seq|map):\S*|langsmith:(hidden|nostream))$/

/** What a resource says for all its spans. */
export type ResourceFacts = { readonly service: string; readonly environment: string; readonly sessionId: AnyValue }
const known = new WeakMap<RawResource, ResourceFacts>()

export function readResource(resource: RawResource): ResourceFacts {
  const seen = known.get(resource)
  if (seen !== undefined) return seen
  const { attributes } = resource
  const name = textOf(attributes.get('service.name'))
  const facts: ResourceFacts = {
    service: clipText(
      name === '' || name.startsWith('unknown_service') ? textOf(attributes.get('openinference.project.name')) : name,
      LONGEST_NAME,
    ),
    environment: firstText(attributes, PRECEDENCE.environment),
    sessionId: attributes.get('session.id'),
  }
  known.set(resource, facts)
  return facts
}

export function readScopeName({ name }: RawScope): string {
  return clipText(cleanText(name), LONGEST_NAME)
}

export function firstText(attributes: Attributes, keys: readonly string[]): string {
  for (const key of keys) {
    const text = textOf(attributes.get(key))
    if (text !== '') return clipText(text, LONGEST_NAME)
  }
  return ''
}

export function readName(survey: Survey, field: 'userId' | 'environment' | 'traceName' | 'responseId' | 'checkpointNs'): string {
  return clipText(bestText(survey, field), field === 'checkpointNs' ? LONGEST_NAMESPACE : LONGEST_NAME)
}

/** Logfire names a span by the template of its message: `turn of {user}`; the message itself says which one it was. */
export function filledTemplate({ name, attributes }: RawSpan): string {
  return name.includes('{') ? clipText(textOf(attributes.get('logfire.msg')), LONGEST_NAME) : ''
}

/** Distinct tags of the best spelling that has any, in the order sent. */
export function readTags(survey: Survey): readonly string[] {
  const finds = survey.finds.get('tags')
  if (finds === undefined) return []
  let best: string[] = []
  let bestRank = Infinity
  for (const { key, value, rank } of [...finds].sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))) {
    if (rank > bestRank) break
    const tags = tagsOf(key, value).filter((tag) => tag !== '' && !STEP_MARK.test(tag))
    if (tags.length === 0) continue
    best = [...best, ...tags]
    bestRank = rank
  }
  return [...new Set(best)].slice(0, MOST_TAGS).map((tag) => clipText(tag, LONGEST_NAME))
}

function tagsOf(key: string, value: AnyValue): string[] {
  if (key.startsWith(MLFLOW_TAG)) return [[key.slice(MLFLOW_TAG.length), textOf(value)].filter((each) => each !== '').join(':')]
  if (Array.isArray(value)) return (value as readonly AnyValue[]).map(textOf)
  const text = textOf(value)
  if (text.startsWith('[')) {
    const list = decodeText(text)
    if (Array.isArray(list)) return list.map((tag) => textOf(tag as AnyValue))
  }
  return key === 'langsmith.span.tags' ? text.split(',').map((tag) => tag.trim()) : [text]
}
