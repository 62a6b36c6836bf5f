import type { Explanation, ReadingSource } from '../../model/explanation.ts'
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../model/project-settings.ts'
import type { RawSpan } from '../../model/raw-span.ts'
import { answeringEncodings, readSides } from '../content.ts'
import type { Said, Side, SpanView } from '../convention.ts'
import { KIND_STAGES, kindText, readKind } from '../kind.ts'
import { readOutcome } from '../outcome.ts'
import { isPending } from '../pending.ts'
import { rankedTexts, surveyAttributes, type Survey } from '../survey.ts'
import { explainIdentity, explainModel, explainSession, explainTool } from './explain-names.ts'
import { explainNumbers, explanation } from './explain-numbers.ts'
import { groundedAnswers } from './grounds.ts'

/** How a span was read: per field what was read, by which rule and from which attributes, and what lost. Says what `readSpan` says, by the same code. */
export function explainSpan(raw: RawSpan, settings: ProjectSettings = DEFAULT_SETTINGS): readonly Explanation[] {
  const survey = surveyAttributes(raw.attributes)
  const kind = readKind(raw, survey)
  const view: SpanView = { raw, kind, lists: survey.lists }
  return [
    ...explainSession(raw, survey, settings),
    ...explainIdentity(raw, survey),
    ...explanation('kind', explainKind(raw, survey)),
    ...explanation('outcome', explainOutcome(raw, view)),
    ...explainModel(raw, survey, kind),
    ...explainTool(raw, survey, kind),
    ...explainNumbers(raw, survey),
    ...explanation('input', explainSide(view, 'input')),
    ...explanation('output', explainSide(view, 'output')),
    ...explanation('pending', explainPending(raw)),
  ]
}

/** What a span carries says what it is only where nothing else does. */
function explainKind(raw: RawSpan, survey: Survey): readonly ReadingSource[] {
  const sources: ReadingSource[] = []
  for (const [rule, read] of KIND_STAGES) {
    const kind = read(raw, survey)
    if (rule === 'word')
      sources.push(...rankedTexts(survey, 'kind', kindText).map(({ key, text }) => ({ value: text, rule: 'kind.word', keys: [key] })))
    else if (kind !== undefined && kind !== '' && (rule !== 'carried' || sources.length === 0))
      sources.push({ value: kind, rule: `kind.${rule}`, keys: [] })
  }
  return sources
}

function explainOutcome(raw: RawSpan, view: SpanView): readonly ReadingSource[] {
  const content = readSides(view)
  const [verdict] = groundedAnswers(raw, (span) => {
    const { outcome, rule } = readOutcome(span, content)
    return { outcome, rule }
  })
  return verdict === undefined ? [] : [{ value: verdict.value.outcome, rule: `outcome.${verdict.value.rule}`, keys: verdict.keys }]
}

function explainSide(view: SpanView, side: Side): readonly ReadingSource[] {
  return answeringEncodings(view, side).map(({ encoding, said }) => ({ value: sizeOf(said), rule: `encoding.${encoding}`, keys: [] }))
}

function sizeOf({ messages, value }: Said): string {
  const count = messages.length === 1 ? '1 message' : `${messages.length} messages`
  return messages.length === 0 ? 'a value' : value === undefined ? count : `${count} and a value`
}

function explainPending(raw: RawSpan): readonly ReadingSource[] {
  if (!isPending(raw)) return []
  if (raw.endTimeUnixNano === 0n) return [{ value: 'yes', rule: 'pending.no-end', keys: [] }]
  return groundedAnswers(raw, (span) => (isPending(span) ? 'yes' : undefined)).map((each) => ({ ...each, rule: 'pending.mark' }))
}
