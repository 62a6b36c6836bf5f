import type { RawSpan } from '../model/raw-span.ts'
import { clipText, cleanText, textOf } from './scalar.ts'
import { bestText, type Survey } from './survey.ts'

const LONGEST_NAME = 256

/** The tool a tool span runs: named by an attribute, else by the span, without the SDK's trimmings. Logfire leaves a template there. */
export function readToolName(raw: RawSpan, survey: Survey): string {
  const name =
    bestText(survey, 'toolName') ||
    (raw.name === 'Function: {name}' ? textOf(raw.attributes.get('name')) : '') ||
    cleanText(raw.name)
      .replace(/^(execute_tool|running tool:?)\s+/i, '')
      .replace(/\.tool$/, '')
  return clipText(name, LONGEST_NAME)
}
