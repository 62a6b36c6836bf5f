import { AppError } from '../../base/errors.ts'
import type { Condition } from '../../model/filter.ts'
import { STATUSES, type Status } from '../../model/outcome.ts'
import { splitTerms, type Term } from './split-terms.ts'

export type FilterTarget = 'sessions' | 'traces'

const MAX_TERMS = 20
const FIELDS: Readonly<Record<FilterTarget, readonly string[]>> = {
  sessions: ['sessionId', 'status', 'userId'],
  traces: ['sessionId', 'status', 'userId', 'has'],
}
const CONDITIONS: Readonly<Record<string, (term: Term) => Condition>> = {
  session: (term) => ({ kind: 'session', anyOf: term.values }),
  sessionid: (term) => ({ kind: 'session', anyOf: term.values }),
  user: (term) => ({ kind: 'user', anyOf: term.values }),
  userid: (term) => ({ kind: 'user', anyOf: term.values }),
  status: (term) => ({ kind: 'status', anyOf: term.values.map((value) => parseStatus(value, 'q')) }),
  has: (term) => hasCondition(term),
}

/**
 * A filter text to conditions that must all hold. Pure. Words and "quoted phrases" are text to find; `field:value` narrows a field
 * and `field:a,b` offers alternatives. Whatever cannot be understood is refused, never dropped.
 */
export function parseFilter(text: string, target: FilterTarget): Condition[] {
  const terms = splitTerms(text)
  if (terms.length > MAX_TERMS) throw refusal('q', `The filter has ${terms.length} terms; at most ${MAX_TERMS} are possible.`)
  return terms.flatMap((term) => (term.field === undefined ? textCondition(term) : [fieldCondition(term, term.field, target)]))
}

/** `ok,error` to statuses; `field` names the parameter in the refusal. */
export function parseStatuses(text: string, field: string): Status[] {
  return text.split(',').map((word) => parseStatus(word.trim(), field))
}

function textCondition({ values: [text] }: Term): Condition[] {
  return text === undefined ? [] : [{ kind: 'text', text: text.toWellFormed().toLowerCase() }]
}

function fieldCondition(term: Term, field: string, target: FilterTarget): Condition {
  const key = field.toLowerCase()
  const isKnown = Object.hasOwn(CONDITIONS, key) && (target === 'traces' || key !== 'has')
  if (!isKnown) {
    throw refusal(
      'q',
      `Unknown field \`${field}\`. Allowed here: ${FIELDS[target].join(', ')}.`,
      `To search for it as text, quote it: "${field}:…".`,
    )
  }
  if (term.isExcluded && key !== 'has') {
    throw refusal('q', `\`-${field}:\` is not possible; only \`-has:session\` excludes.`, 'To search for it as text, quote it.')
  }
  if (term.values.length === 0) throw refusal('q', `\`${field}:\` needs a value.`, 'To search for it as text, quote it.')
  return CONDITIONS[key]!(term)
}

function hasCondition({ values, isExcluded }: Term): Condition {
  if (values.length === 1 && values[0]?.toLowerCase() === 'session') return { kind: 'hasSession', isWanted: !isExcluded }
  throw refusal('q', '`has:` knows only `session`.')
}

function parseStatus(word: string, field: string): Status {
  const status = STATUSES.find((known) => known === word.toLowerCase())
  if (status === undefined) throw refusal(field, `Unknown status \`${word}\`. Allowed: ${STATUSES.join(', ')}.`)
  return status
}

function refusal(field: string, message: string, hint?: string): AppError {
  return new AppError('bad_input', 'bad_filter', message, { field, hint })
}
