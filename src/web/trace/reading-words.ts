import type { SpanFieldReading } from '../../api/contract/span.ts'
import type { Outcome } from '../../model/outcome.ts'
import { outcomeWords, ruleWords } from './rule-words.ts'

const FIELD_WORDS: Readonly<Record<SpanFieldReading['field'], string>> = {
  session: 'Session',
  user: 'User',
  environment: 'Environment',
  kind: 'Kind',
  outcome: 'Outcome',
  requestModel: 'Model asked for',
  responseModel: 'Model that answered',
  provider: 'Provider',
  toolName: 'Tool',
  promptTokens: 'Prompt tokens',
  completionTokens: 'Completion tokens',
  cachedTokens: 'Cached tokens',
  counted: 'In the totals',
  cost: 'Cost',
  input: 'Input',
  output: 'Output',
  pending: 'Still running',
}

export function fieldWords(field: SpanFieldReading['field']): string {
  return FIELD_WORDS[field]
}

const RULES: Readonly<Record<string, string>> = {
  attribute: 'the best of the attributes that name it',
  resource: 'said by the resource, for all its spans',
  'session.own': 'an attribute that this project names as its session id',
  'session.1': 'an explicit session id',
  'session.2': 'a conversation id; an explicit session id would come first',
  'session.3': 'a thread id; a session or conversation id would come first',
  'session.4': 'a weak hint; any other kind of id would come first',
  'kind.event': 'what its log record stands for',
  'kind.tool-task': 'called a task, and its operation says that it executes a tool',
  'kind.word': 'the word its SDK uses for it',
  'kind.name': 'its name, as this SDK names its spans',
  'kind.carried': 'what it carries: a tool, or a model with messages or usage',
  'model.json': 'named inside the parameters of the call',
  'provider.host': 'the host that was called',
  'provider.in-model': 'the part of the model name before the slash',
  'tool.span-name': 'the name of the span',
  'cache.more-than-input': 'added to the prompt tokens: there are more of them than of the input, which therefore leaves them out',
  'cache.total-adds-it': 'added to the prompt tokens: the stated total only adds up with them',
  'cache.total-includes-it': 'already in the prompt tokens: the stated total adds up without them',
  'cache.producer-leaves-it-out': 'added to the prompt tokens: this SDK leaves them out of its input',
  'cache.as-usual': 'already in the prompt tokens, as OpenTelemetry asks for',
  'count.counted': 'its usage is in the totals of the trace',
  'count.covered': 'spans below tell of the same usage, and they are counted',
  'count.same-response': 'another span reports the same response, and that one is counted',
  'count.sum': 'a sum the SDK made, which counts only where nothing else does',
  'count.none': 'there is nothing to count',
  'cost.sent': 'stated by the sender',
  'cost.listed': 'tokens times the listed price of the model',
  'cost.project': 'tokens times the price this project sets',
  'pending.no-end': 'it has no end time yet',
  'pending.mark': 'marked so by its SDK',
}

const USAGE: Readonly<Record<string, string>> = {
  gen_ai: 'OpenTelemetry names',
  'gen_ai.old': 'older OpenTelemetry names',
  openinference: 'OpenInference names',
  ai: 'Vercel AI SDK names',
  codex: 'Codex names',
  claude_code: 'Claude Code names',
  coding_agent: 'names of a coding agent',
  aggregated: 'a sum over several calls, made by the SDK',
  langfuse: 'the usage details of Langfuse',
  langsmith: 'the usage metadata of LangSmith',
  mlflow: 'the token usage of MLflow',
  langwatch: 'the metrics of LangWatch',
  google_adk: 'the model response inside the ADK span',
  genkit: 'the output of the Genkit span',
}

const ENCODINGS: Readonly<Record<string, string>> = {
  langfuse: 'Langfuse observation',
  'tool-call': 'arguments and result of a tool call',
  'otel-messages': 'OpenTelemetry messages as JSON',
  'openinference-messages': 'OpenInference messages, one attribute each',
  'indexed-messages': 'numbered prompt and completion attributes',
  'otel-events': 'OpenTelemetry message events',
  'vercel-ai': 'Vercel AI SDK prompt and response',
  'google-adk': 'ADK request and response',
  'pydantic-ai': 'Pydantic AI messages',
  'openinference-lists': 'OpenInference lists of documents and prompts',
  'generic-io': 'generic input and output value',
  'traceloop-entity': 'Traceloop entity input and output',
  mlflow: 'MLflow inputs and outputs',
  mastra: 'Mastra input and output',
  laminar: 'Laminar input and output',
  genkit: 'Genkit input and output',
  langwatch: 'LangWatch input and output',
  'claude-code': 'Claude Code prompt',
  codex: 'Codex prompt',
  'gemini-cli': 'Gemini CLI request and response',
  openlit: 'OpenLIT workflow',
  logfire: 'Logfire request and response',
  'bare-blob': 'whole prompt and completion',
}

/** Why a field has its value. A rule without words is named as it is. */
export function readingWords(rule: string, value: string): string {
  const at = rule.indexOf('.')
  const [group, name] = [rule.slice(0, at), rule.slice(at + 1)]
  if (group === 'usage') return USAGE[name] ?? name
  if (group === 'encoding') return ENCODINGS[name] ?? name
  return RULES[rule] ?? (group === 'outcome' ? ruleWords(value as Outcome, Number(name)) : rule)
}

/** A value as people say it. */
export function valueWords(field: SpanFieldReading['field'], value: string): string {
  return field === 'outcome' ? outcomeWords(value as Outcome) : value
}
