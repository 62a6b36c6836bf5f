import type { AnyValue } from '../../model/any-value.ts'
import type { Explanation, ReadingSource } from '../../model/explanation.ts'
import type { SpanKind } from '../../model/outcome.ts'
import type { ProjectSettings } from '../../model/project-settings.ts'
import type { RawSpan } from '../../model/raw-span.ts'
import { readName, readResource } from '../identity.ts'
import { modelText, providerText, readModelNames, requestModelText, type ModelNames } from '../model-name.ts'
import { clipText } from '../scalar.ts'
import { readSessionCandidates } from '../session.ts'
import { rankedTexts, type Field, type Survey } from '../survey.ts'
import { readToolName } from '../tool-name.ts'
import { explanation } from './explain-numbers.ts'
import { groundedAnswers } from './grounds.ts'

const LONGEST_TEXT = 256

export function explainSession(raw: RawSpan, survey: Survey, { sessionKeys }: ProjectSettings): readonly Explanation[] {
  const own = new Set(sessionKeys)
  const sources = readSessionCandidates(survey, raw, sessionKeys).map(({ tier, key, value }) => ({
    value,
    rule: tier === 1 && own.has(key) ? 'session.own' : `session.${tier}`,
    keys: [key],
  }))
  return explanation('session', sources)
}

export function explainIdentity(raw: RawSpan, survey: Survey): readonly Explanation[] {
  const environment = readResource(raw.resource).environment
  const resource = environment === '' ? [] : [{ value: environment, rule: 'resource', keys: [] }]
  return [
    ...explanation('user', named(survey, 'userId', readName(survey, 'userId'))),
    ...explanation('environment', [...named(survey, 'environment', readName(survey, 'environment')), ...resource]),
  ]
}

export function explainModel(raw: RawSpan, survey: Survey, kind: SpanKind): readonly Explanation[] {
  const names = readModelNames(raw, survey, kind)
  const asked = named(survey, 'requestModel', names.requestModel, requestModelText(kind))
  const elsewhere = (name: keyof ModelNames, rule: string): readonly ReadingSource[] =>
    groundedAnswers(raw, (span) => readModelNames(span, survey, kind)[name] || undefined).map((each) => ({ ...each, rule }))
  return [
    ...explanation('requestModel', asked.length > 0 ? asked : elsewhere('requestModel', 'model.json')),
    ...explanation('responseModel', named(survey, 'responseModel', names.responseModel, modelText)),
    ...explanation('provider', explainProvider(named(survey, 'provider', names.provider, providerText), names)),
  ]
}

function explainProvider(sources: readonly ReadingSource[], { provider }: ModelNames): readonly ReadingSource[] {
  if (sources.length === 0 && provider !== '') return [{ value: provider, rule: 'provider.in-model', keys: [] }]
  return sources.map((source) => (source.keys[0] === 'server.address' ? { ...source, rule: 'provider.host' } : source))
}

export function explainTool(raw: RawSpan, survey: Survey, kind: SpanKind): readonly Explanation[] {
  if (kind !== 'tool') return []
  const value = readToolName(raw, survey)
  const sources = named(survey, 'toolName', value)
  return explanation('toolName', sources.length > 0 || value === '' ? sources : [{ value, rule: 'tool.span-name', keys: [] }])
}

/** The spellings of a field on this span, best first; `value` is what became of the best. */
function named(survey: Survey, field: Field, value: string, read?: (value: AnyValue, key: string) => string): readonly ReadingSource[] {
  return rankedTexts(survey, field, read).map(({ key, text }, at) => ({
    value: at === 0 ? value : clipText(text, LONGEST_TEXT),
    rule: 'attribute',
    keys: [key],
  }))
}
