import type { Match } from '../../api/contract/search.ts'
import { Marked } from '../ui/marked.tsx'

/** UTF-16 units shown before the first mark. */
const LEAD = 28

const WHO: Partial<Record<NonNullable<Match['role']>, string>> = { interrupt: 'question', human: 'answer' }

/** Where what the list is filtered by was said: which turn, who, and the words around it. */
export function MatchLine({ match: { turn, role, spanName, snippet } }: { match: Match }) {
  const who = role === undefined ? spanName : (WHO[role] ?? role)
  return (
    <>
      {turn !== undefined && `turn ${turn + 1} · `}
      <bdi>{who}</bdi> ·{' '}
      <span className="text-ink-2">
        <Marked {...fromNear(snippet)} />
      </span>
    </>
  )
}

/** What is cut is cut at its end: the mark shall be seen. */
function fromNear({ text, marks }: Match['snippet']): Match['snippet'] {
  const start = marks[0]?.[0] ?? 0
  const from = start <= LEAD ? 0 : start - LEAD + text.slice(start - LEAD, start).search(/\s|$/)
  if (from === 0) return { text, marks }
  return { text: `…${text.slice(from)}`, marks: marks.map(([a, b]) => [a - from + 1, b - from + 1]) }
}

/** The search of the session page that leads there. */
export function turnOfMatch(match: Match | undefined): { turn?: string | undefined; find?: string | undefined } {
  if (match === undefined) return {}
  const [start = 0, end = 0] = match.snippet.marks[0] ?? []
  return { turn: match.traceId, find: match.snippet.text.slice(start, end) || undefined }
}
