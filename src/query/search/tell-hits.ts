import type { Match, SearchHit } from '../../api/contract/search.ts'
import { foldCase } from '../../base/fold-case.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { Condition, Filter } from '../../model/filter.ts'
import { readContent } from '../../normalize/normalize.ts'
import type { BestSaying, Reads, SayingTurn } from '../../store/store.ts'
import { reported } from '../assemble-totals.ts'
import { bestHit, type BestHit } from './best-hit.ts'
import { snippetOf } from './snippet.ts'

/** These turns in their order, each with its best place. */
export async function tellHits(
  reads: Reads,
  projectId: string,
  texts: readonly string[],
  turns: readonly SayingTurn[],
): Promise<SearchHit[]> {
  if (turns.length === 0) return []
  const best = await reads.bestSayings(projectId, texts, { traceIds: [...new Set(turns.map(({ traceId }) => traceId))] })
  const told = new Map((await tellSayings(reads, projectId, texts, best)).map((hit, at) => [keyOf(best[at]!), hit]))
  return turns.flatMap((turn) => told.get(keyOf(turn)) ?? [])
}

/** Rows of a list, each with the best place of the words that the list is filtered by. */
export async function withMatches<R extends { readonly id: string }>(
  reads: Reads,
  { projectId, conditions }: Filter,
  of: 'sessions' | 'traces',
  rows: readonly R[],
): Promise<(R & { match?: Match | undefined })[]> {
  const texts = textsOf(conditions)
  if (texts.length === 0 || rows.length === 0) return [...rows]
  const ids = rows.map(({ id }) => id)
  const best = await reads.bestSayings(projectId, texts, of === 'sessions' ? { sessionIds: ids } : { traceIds: ids })
  const hits = await tellSayings(reads, projectId, texts, best)
  const matches = new Map(
    hits.map(({ sessionId = '', hitsInTrace: _, ...match }) => [of === 'sessions' ? sessionId : match.traceId, match] as const),
  )
  return rows.map((row) => ({ ...row, match: matches.get(row.id) }))
}

/** What is looked for: the words that must be there. */
export function textsOf(conditions: readonly Condition[]): string[] {
  return conditions.flatMap((condition) => (condition.kind === 'text' && !condition.isExcluded ? [condition.text] : []))
}

const keyOf = ({ traceId, sessionId }: Pick<SayingTurn, 'traceId' | 'sessionId'>): string => `${traceId} ${sessionId}`

async function tellSayings(reads: Reads, projectId: string, texts: readonly string[], best: readonly BestSaying[]): Promise<SearchHit[]> {
  const raws = new Map((await reads.rawSpansOf(best.map((each) => ({ ...each, projectId })))).map((raw) => [raw.traceId + raw.spanId, raw]))
  const sought = texts.map(foldCase)
  return best.map((saying) => {
    const { traceId, sessionId, spanId, name, kind, around } = saying
    const raw = raws.get(traceId + spanId)
    const found: Partial<BestHit> = (raw && bestHit(readContent(raw), kind, sought)) ?? {
      snippet: snippetOf(name, sought) ?? snippetOf(around, sought),
    }
    return {
      sessionId: reported(sessionId),
      traceId,
      turn: sessionId === '' ? undefined : saying.turn,
      spanId,
      spanName: name,
      kind,
      at: isoFromUnixNano(saying.startUnixNano),
      role: found.role,
      snippet: found.snippet ?? { text: around, marks: [] },
      hitsInTrace: saying.spanCount,
    }
  })
}
