import type { Deed, Operation } from './operation.ts'
import type { Facts, OtlpEvent, OtlpSpan } from './otlp.ts'
import type { Story } from './story.ts'

/** How one SDK words an operation. Names and shapes are those of the real instrumentation. */
export type Dialect = {
  readonly scope: string
  word(operation: Operation, story: Story): Pick<OtlpSpan, 'name' | 'kind' | 'facts' | 'events' | 'status'>
}

/** A wording for every kind of deed. `Context` is what a dialect adds to its spans. */
export type Words<Context> = {
  readonly [Kind in Deed['kind']]: (
    deed: Extract<Deed, { readonly kind: Kind }>,
    context: Context,
  ) => { readonly name: string; readonly facts: Facts }
}

export function wordsFor<Context>(words: Words<Context>, deed: Deed, context: Context): { readonly name: string; readonly facts: Facts } {
  return (words[deed.kind] as (deed: Deed, context: Context) => { readonly name: string; readonly facts: Facts })(deed, context)
}

export const INTERNAL = 1
export const CLIENT = 3
export const UNSET = 0
export const OK = 1
export const ERROR = 2

export function exceptionEvent(atMs: number, type: string, message: string): OtlpEvent {
  const stack = `Traceback (most recent call last):\n  File "/srv/agent/graph.py", line 118, in step\n    return node.invoke(state, config)\n${type}: ${message}\n`
  return {
    name: 'exception',
    atMs,
    facts: { 'exception.type': type, 'exception.message': message, 'exception.stacktrace': stack, 'exception.escaped': 'False' },
  }
}

/** What `str(GraphInterrupt)` looks like in Python; the value is a repr, not JSON. */
export function interruptText(question: object, interruptId: string): string {
  return `(Interrupt(value=${pythonRepr(question)}, id='${interruptId}', response_schema=None),)`
}

function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string')
    return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`)
      .join(', ')}}`
  return JSON.stringify(value)
}

export function numbered(prefix: string, items: readonly Facts[]): Facts {
  const facts: Record<string, Facts[string]> = {}
  for (const [index, item] of items.entries()) {
    for (const [key, value] of Object.entries(item)) facts[`${prefix}.${index}.${key}`] = value
  }
  return facts
}
