import type { FilterScope } from '../../model/filter.ts'

/** A question people often ask, in their words and in those of the filter. */
export type ReadyMade = { readonly label: string; readonly term: string; readonly about: string }

const OF_EITHER: readonly ReadyMade[] = [
  { label: 'Error in a tool', term: 'any(span kind:tool status:error)', about: 'A tool call failed' },
  { label: 'Error in a model call', term: 'any(span kind:llm status:error)', about: 'A model call failed' },
  { label: 'Slow model call', term: 'any(span kind:llm latency:>10s)', about: 'A model call took over 10 seconds' },
  { label: 'Slow tool', term: 'any(span kind:tool latency:>5s)', about: 'A tool took over 5 seconds' },
  { label: 'Waiting for a human', term: 'status:waiting', about: 'Paused until somebody answers' },
  { label: 'Error or waiting', term: 'status:error,waiting', about: 'Somebody is needed' },
  { label: 'Answer cut short', term: 'any(span kind:llm finish:length)', about: 'A model stopped at its token limit' },
  { label: 'Many tool calls', term: 'count(span kind:tool):>=10', about: '10 or more' },
]
const OF_SESSION: readonly ReadyMade[] = [
  { label: 'Long conversation', term: 'traces:>=10', about: '10 traces or more' },
  { label: 'More than one failed trace', term: 'errors:>1', about: 'Errors in several traces' },
]
const OF_TRACE: readonly ReadyMade[] = [{ label: 'In no session', term: '-has:session', about: 'Names no session id' }]

export function readyMade(scope: FilterScope): readonly ReadyMade[] {
  if (scope === 'span') return []
  return [...OF_EITHER, ...(scope === 'session' ? OF_SESSION : OF_TRACE)]
}

export function readyMadeOf(term: string, scope: FilterScope): ReadyMade | undefined {
  return readyMade(scope).find((one) => one.term === term)
}
