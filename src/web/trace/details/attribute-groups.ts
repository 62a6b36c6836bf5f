/** Attributes of one span in the order people look for them. */
export type AttributeGroup = { readonly title: string; readonly entries: readonly (readonly [key: string, value: unknown])[] }

type Source = {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly resource: { readonly attributes: Readonly<Record<string, unknown>> }
  readonly scope: { readonly name: string; readonly version?: string; readonly attributes: Readonly<Record<string, unknown>> }
}

const FAMILIES: readonly (readonly [title: string, pattern: RegExp])[] = [
  ['GenAI', /^(gen_ai|llm|ai)\./],
  [
    'Session and user',
    /^(session|user|enduser)\.|^traceloop\.association\.properties\.|\.(session_?id|thread_?id|conversation_?id|user_?id)$/i,
  ],
  [
    'Framework',
    /^(traceloop|langgraph|langchain|openinference|input|output|tool|retrieval|embedding|reranker|langfuse|langsmith|metadata|tag|graph|pydantic_ai|gcp\.vertex\.agent|mastra|mlflow|logfire)(\.|_|$)/,
  ],
]

/** Every attribute once, in the first group that fits, keys in order; groups without entries are left out. */
export function groupAttributes({ attributes, resource, scope }: Source, find: string): readonly AttributeGroup[] {
  const matching = (from: Readonly<Record<string, unknown>>) => matchEntries(from, find.trim().toLowerCase())
  const rest = matching(attributes).sort(([left], [right]) => collator.compare(left, right))
  const groups = FAMILIES.map(([title, pattern]) => ({ title, entries: take(rest, pattern) }))
  const scopeFacts = { name: scope.name, ...(scope.version === undefined ? {} : { version: scope.version }), ...scope.attributes }
  const others = [
    { title: 'Other', entries: rest },
    { title: 'Resource', entries: matching(resource.attributes) },
    { title: 'Scope', entries: matching(scopeFacts) },
  ]
  return [...groups, ...others].filter((group) => group.entries.length > 0)
}

/** `gen_ai.prompt.2` comes before `gen_ai.prompt.10`. */
const collator = new Intl.Collator('en', { numeric: true })

function matchEntries(from: Readonly<Record<string, unknown>>, text: string): [string, unknown][] {
  return Object.entries(from).filter(([key, value]) => text === '' || key.toLowerCase().includes(text) || said(value).includes(text))
}

function take(rest: [string, unknown][], pattern: RegExp): [string, unknown][] {
  const taken = rest.filter(([key]) => pattern.test(key))
  rest.splice(0, rest.length, ...rest.filter(([key]) => !pattern.test(key)))
  return taken
}

function said(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase()
}
