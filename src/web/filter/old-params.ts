import { addTerm, quoteValue, writeTerm } from '../../filter/filter.ts'

type Search = Readonly<Record<string, string | undefined>>

/** A search with the parameters that lists had before they had a filter, as terms of it; undefined when it has none of them. */
export function withTermsForParams<S extends Search>(search: S): S | undefined {
  const { status, userId, sessionId, hasSession } = search
  const terms = [
    ...(status ? [`status:${status.split(',').map(quoteValue).join(',')}`] : []),
    ...(userId ? [writeTerm({ field: 'user' }, [userId])] : []),
    ...(sessionId ? [writeTerm({ field: 'session' }, [sessionId])] : []),
    ...(hasSession === 'true' ? ['has:session'] : hasSession === 'false' ? ['-has:session'] : []),
  ]
  if (terms.length === 0) return undefined
  const q = terms.reduce((text, term) => addTerm(text, term), search['q'] ?? '')
  return { ...search, status: undefined, userId: undefined, sessionId: undefined, hasSession: undefined, q }
}
