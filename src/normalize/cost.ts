import type { Attributes } from '../model/any-value.ts'
import { decodeContent, isRecord } from './json.ts'
import { numberOf } from './scalar.ts'

/**
 * US dollars as one number, best first. Copilot's `github.copilot.cost` counts premium requests and is no money; OpenLIT's 0 is a
 * price it does not know.
 */
const TOTAL_KEYS = ['gen_ai.usage.cost', 'llm.cost.total', 'gen_ai.cost.total_cost', 'operation.cost', 'langwatch.span.cost', 'cost_usd']
const SPLIT_KEYS = [
  ['gen_ai.usage.input_cost', 'gen_ai.usage.output_cost'],
  ['llm.cost.prompt', 'llm.cost.completion'],
  ['gen_ai.cost.input_cost', 'gen_ai.cost.output_cost'],
] as const
const JSON_KEYS = ['langfuse.observation.cost_details', 'mlflow.llm.cost']
const MOST_USD = 1e6

/** The cost the sender stated, in billionths of a US dollar. */
export function readCost(attributes: Attributes): number | undefined {
  const usd = totalCost(attributes) ?? splitCost(attributes) ?? jsonCost(attributes)
  return usd === undefined || usd > MOST_USD ? undefined : Math.round(usd * 1e9)
}

function totalCost(attributes: Attributes): number | undefined {
  for (const key of TOTAL_KEYS) {
    const usd = numberOf(attributes.get(key))
    if (usd !== undefined && !(usd === 0 && attributes.get('telemetry.sdk.name') === 'openlit')) return usd
  }
  return undefined
}

function splitCost(attributes: Attributes): number | undefined {
  for (const [input, output] of SPLIT_KEYS) {
    const sum = sumOf(numberOf(attributes.get(input)), numberOf(attributes.get(output)))
    if (sum !== undefined) return sum
  }
  return undefined
}

function jsonCost(attributes: Attributes): number | undefined {
  for (const key of JSON_KEYS) {
    const value = attributes.get(key)
    const details = value === undefined ? undefined : decodeContent(value)
    if (!isRecord(details)) continue
    const usd =
      numberOf(details['total']) ??
      numberOf(details['total_cost']) ??
      sumOf(numberOf(details['input'] ?? details['input_cost']), numberOf(details['output'] ?? details['output_cost']))
    if (usd !== undefined) return usd
  }
  return undefined
}

function sumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0)
}
