import type { Verdict } from './outcome.ts'
import { readPythonLiteral } from './python-literal.ts'
import { cleanText, clipText } from './scalar.ts'
import { interruptItems } from './signal.ts'

/** What a paused span asks: one id per interrupt (empty: it has none), and the first question. */
export type Interrupt = { readonly ids: readonly string[]; readonly payload: unknown }

const LONGEST_REPR = 64 * 1024
const LONGEST_ID = 256
const MOST_INTERRUPTS = 100
/** LangGraph gives every NodeInterrupt this id: it names nothing. */
const PLACEHOLDER = 'placeholder-id'

/** `callId`: of the tool call this span runs; an exception that defers a call (rule 3) has no id but that of its call. */
export function readInterrupt({ outcome, rule, statements, pause }: Verdict, callId: () => string): Interrupt | undefined {
  if (outcome !== 'interrupted') return undefined
  const asked = statements.flatMap(({ message }) => interruptsIn(message))
  if (asked.length > 0) return { ids: distinct(asked.map(({ id }) => id)), payload: asked[0]?.payload }
  return { ids: distinct(pause?.ids ?? [rule === 3 ? callId() : '']), payload: pause?.payload }
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => clipText(cleanText(id), LONGEST_ID)))]

type Asked = { readonly id: string; readonly payload: unknown }

function interruptsIn(message: string): Asked[] {
  return jsonInterrupts(message) ?? reprInterrupts(message.slice(0, LONGEST_REPR))
}

/** LangGraph JS: `[{"id":…,"value":…}]`, also after `GraphInterrupt: `. */
function jsonInterrupts(message: string): Asked[] | undefined {
  const bare = message.replace(/^(GraphInterrupt|NodeInterrupt): /, '')
  return interruptItems(bare)
    ?.slice(0, MOST_INTERRUPTS)
    .map((item) => {
      const id = item['id'] ?? item['interrupt_id']
      return { id: typeof id === 'string' && id !== PLACEHOLDER ? id : '', payload: item['value'] }
    })
}

/** LangGraph Python: `(Interrupt(value=<repr>, id='…', …),)`. */
function reprInterrupts(message: string): Asked[] {
  const asked: Asked[] = []
  let at = message.indexOf('Interrupt(value=')
  while (at !== -1 && asked.length < MOST_INTERRUPTS) {
    const value = readPythonLiteral(message, at + 'Interrupt(value='.length)
    const close = message.indexOf('Interrupt(value=', value.end)
    const id = /^,(?:[^()]|\([^()]*\))*?\bid='([^']*)'/.exec(message.slice(value.end, close === -1 ? value.end + 2000 : close))?.[1] ?? ''
    asked.push({ id: id === PLACEHOLDER ? '' : id, payload: value.value ?? undefined })
    at = close
  }
  return asked
}
