/** Attributes of one span in the order people look for them. */
export type AttributeGroup = { readonly title: string; readonly entries: readonly AttributeEntry[] }
/** `holder`: the attributes it is one of. */
export type AttributeEntry = { readonly key: string; readonly value: unknown; readonly holder: object }

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
  const rest = matching(attributes).sort((left, right) => collator.compare(left.key, right.key))
  const groups = FAMILIES.map(([title, pattern]) => ({ title, entries: take(rest, pattern) }))
  const scopeFacts = { name: scope.name, ...(scope.version === undefined ? {} : { version: scope.version }) }
  const others = [
    { title: 'Other', entries: rest },
    { title: 'Resource', entries: matching(resource.attributes) },
    { title: 'Scope', entries: [...matching(scopeFacts), ...matching(scope.attributes)] },
  ]
  return [...groups, ...others].filter((group) => group.entries.length > 0)
}

/** `gen_ai.prompt.2` comes before `gen_ai.prompt.10`. */
const collator = new Intl.Collator('en', { numeric: true })

function matchEntries(holder: Readonly<Record<string, unknown>>, text: string): AttributeEntry[] {
  return Object.entries(holder)
    .map(([key, value]) => ({ key, value, holder }))
    .filter(({ key, value }) => text === '' || key.toLowerCase().includes(text) || said(value).includes(text))
}

function take(rest: AttributeEntry[], pattern: RegExp): AttributeEntry[] {
  const taken = rest.filter(({ key }) => pattern.test(key))
  rest.splice(0, rest.length, ...rest.filter(({ key }) => !pattern.test(key)))
  return taken
}

function said(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase()
}
