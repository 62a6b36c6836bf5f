import type { AnyValue } from '../model/any-value.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { cleanText, isFalse, isTrue, textOf } from './scalar.ts'

/** One statement that something was raised. `type` is empty when missing or when it says nothing (`Exception`, `_OTHER`, …). */
export type Statement = { readonly type: string; readonly message: string; readonly stack: string; readonly isEvent: boolean }

const GENERIC_TYPES: ReadonlySet<string> = new Set(['', 'Exception', 'Error', 'BaseException', 'builtins.Exception', '_OTHER'])
/** A message that begins with the repr or name of a specific error: `ValueError('…')Traceback…`. */
const NAMED_IN_MESSAGE = /^([A-Za-z_][\w.]{0,200}?(?:Error|Exception))\s*[(:]/
/** A JavaScript stack glued to the message: `boom\n\nTypeError: boom\n    at …`. */
const NAMED_IN_STACK = /\n\n([A-Za-z_][\w.]{0,200}?(?:Error|Exception)): /
const LOOKED_AT = 4096

/** Everything a span says about raised exceptions: its events first, then its own status. */
export function readStatements(raw: RawSpan): readonly Statement[] {
  const events = raw.events.filter(isException).map(({ attributes }): Statement => {
    const message = textValue(attributes.get('exception.message'))
    return {
      type: specificType(textOf(attributes.get('exception.type')), message),
      message,
      stack: textValue(attributes.get('exception.stacktrace')),
      isEvent: true,
    }
  })
  const { attributes } = raw
  const own = textOf(attributes.get('error.type')) || textOf(attributes.get('exception.type'))
  const messages = [
    raw.statusMessage,
    textValue(attributes.get('langfuse.observation.status_message')),
    textValue(attributes.get('exception.message')),
    textValue(attributes.get('error.message')),
    errorText(attributes.get('error')),
  ].filter((message) => message !== '')
  const isTold = own === '' || events.some(({ type }) => shortName(type) === shortName(own))
  const needsMessages = events.every(({ type, message }) => type === '' && message === '')
  const statements = [...events]
  if (!isTold || needsMessages) {
    for (const message of messages.length === 0 ? [''] : new Set(messages)) {
      statements.push({ type: specificType(own, message), message: cleanText(message), stack: '', isEvent: false })
    }
  }
  return statements
}

export const isException = ({ name, attributes }: RawSpan['events'][number]): boolean =>
  name === 'exception' || attributes.has('exception.type') || attributes.has('exception.message')

function textValue(value: AnyValue): string {
  return typeof value === 'string' ? cleanText(value) : textOf(value)
}

function errorText(value: AnyValue): string {
  return isTrue(value) || isFalse(value) ? '' : textOf(value)
}

function specificType(type: string, message: string): string {
  if (!GENERIC_TYPES.has(type)) return type
  const start = message.slice(0, LOOKED_AT)
  const named = (NAMED_IN_MESSAGE.exec(start) ?? NAMED_IN_STACK.exec(start))?.[1] ?? ''
  return GENERIC_TYPES.has(named) ? '' : named
}

export function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}
