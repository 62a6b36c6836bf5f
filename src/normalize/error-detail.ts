import type { Statement } from './exceptions.ts'
import type { Verdict } from './outcome.ts'
import { cleanText, clipText } from './scalar.ts'

export type ErrorDetail = { readonly type?: string; readonly message?: string; readonly stack?: string }

const LONGEST_LINE = 300
const LONGEST_TYPE = 256
const PYTHON_STACK = 'Traceback (most recent call last)'

/** Type and first line of what went wrong; both empty when nothing did, or when the error says nothing. */
export function readErrorLine(
  verdict: Verdict,
  statusMessage: string,
): { readonly type: string; readonly message: string; readonly full: string } {
  const statement = isFault(verdict) ? best(verdict.statements) : undefined
  const full = statement === undefined ? '' : cleanText(withoutStack(statement.message || statusMessage)).trim()
  const line = full.split('\n', 1)[0]?.trim() ?? ''
  return { type: clipText(cleanText(statement?.type ?? ''), LONGEST_TYPE), message: clipText(line, LONGEST_LINE), full }
}

export function readErrorDetail(verdict: Verdict, statusMessage: string): ErrorDetail | undefined {
  if (!isFault(verdict)) return undefined
  const statement = best(verdict.statements)
  const [type, message, stack] = [statement?.type, statement?.message || statusMessage, statement?.stack]
  const text = withoutStack(message).trim()
  return { type: type || undefined, message: text || undefined, stack: stack || stackIn(message) }
}

const isFault = ({ outcome }: Verdict): boolean => outcome === 'error' || outcome === 'rejected' || outcome === 'cancelled'

/** The statement that tells most. */
function best(statements: readonly Statement[]): Statement | undefined {
  return (
    statements.find(({ type, message }) => type !== '' && message !== '') ??
    statements.find(({ message }) => message !== '') ??
    statements[0]
  )
}

function withoutStack(message: string): string {
  const at = stackStart(message)
  return at <= 0 ? message : message.slice(0, at)
}

function stackIn(message: string): string | undefined {
  const at = stackStart(message)
  return at === -1 ? undefined : message.slice(at).trim()
}

/** Several SDKs glue the stack trace to the message: Python's without a gap, JavaScript's after a blank line. */
function stackStart(message: string): number {
  const python = message.indexOf(PYTHON_STACK)
  if (python !== -1) return python
  const frame = message.indexOf('\n    at ')
  return frame === -1 ? -1 : Math.max(message.lastIndexOf('\n\n', frame), 0)
}
