import { AppError } from '../../base/errors.ts'
import type { Contract } from '../../api/contract/contract.ts'
import type { QueryOf, ReplyOf } from '../../api/contract/route.ts'
import { TOTAL_MAX } from '../../api/contract/search.ts'
import type { Reads, SayingTurn, SoughtTexts, TurnPosition } from '../../store/store.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { readListQuery } from '../read-list-query.ts'
import { resolveAliases } from '../resolve-aliases.ts'
import type { Asked } from '../turns/tell-turns.ts'
import { tellHits, textsOf } from './tell-hits.ts'

const FIRST_TRACES = 500
const GROWTH = 8

/** Where the words of `q` were said, the latest turns first. */
export async function search(
  reads: Reads,
  projectId: string,
  query: QueryOf<Contract['search']>,
  { nowMs, signal }: Asked,
): Promise<ReplyOf<Contract['search']>> {
  const { filter } = readListQuery(projectId, { ...query, cursor: undefined, sort: 'id' }, 'sessions', nowMs)
  const sought = { texts: textsOf(filter.conditions), filter: await resolveAliases(reads, filter) }
  if (sought.texts.length === 0) {
    throw new AppError('bad_input', 'bad_filter', 'There is nothing to look for: `q` has no words.', {
      field: 'q',
      hint: 'Add words as they were said, for example `"refund policy"`.',
    })
  }
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor, query.q)
  const page = await findTurns(reads, sought, after, query.limit + 1, signal)
  const shown = page.turns.slice(0, query.limit)
  const last = shown.at(-1)
  const [items, total] = await Promise.all([
    tellHits(reads, projectId, sought.texts, shown),
    after === undefined && page.isWhole ? page.turns.length : countTurns(reads, sought, signal),
  ])
  return {
    items,
    nextCursor: page.turns.length > shown.length && last !== undefined ? writePosition(last, query.q) : undefined,
    total: Math.min(total, TOTAL_MAX),
    totalIsExact: total <= TOTAL_MAX,
  }
}

async function countTurns(reads: Reads, sought: SoughtTexts, signal?: AbortSignal): Promise<number> {
  return (await findTurns(reads, sought, undefined, TOTAL_MAX + 1, signal)).turns.length
}

/** The next turns that say it, at least as many as are wanted, or all. More and more of the past is looked at until there are enough. */
async function findTurns(reads: Reads, sought: SoughtTexts, after: TurnPosition | undefined, wanted: number, signal?: AbortSignal) {
  for (let most = Math.max(FIRST_TRACES, 2 * wanted); ; most *= GROWTH) {
    const found = await reads.findSayings(sought, { after, most }, signal)
    const isEnough = (turns: readonly SayingTurn[]) => found.isWhole || turns.length >= wanted || signal?.aborted === true
    const turns = isEnough(found.turns) ? await withoutRepeats(reads, sought, found.turns) : []
    if (isEnough(turns)) return { turns, isWhole: found.isWhole }
  }
}

/** A turn that only carries what was said before is none, unless it is the first of its session that has it and no other says it. */
async function withoutRepeats(reads: Reads, { filter, texts }: SoughtTexts, turns: readonly SayingTurn[]): Promise<SayingTurn[]> {
  const carrying = new Set(turns.flatMap(({ isNew, sessionId }) => (isNew || sessionId === '' ? [] : [sessionId])))
  const carriers = carrying.size === 0 ? new Map() : await reads.carriersOf(filter.projectId, [...carrying], texts)
  return turns.filter(({ isNew, sessionId, traceId }) => {
    const carrier = carriers.get(sessionId)
    return isNew || carrier === undefined || (!carrier.isNew && carrier.firstTraceId === traceId)
  })
}

function writePosition({ traceId, sessionId, startUnixNano }: SayingTurn, q: string): string {
  return writeCursor({ sort: sortOf(q), after: { id: `${traceId} ${sessionId}`, value: startUnixNano }, asOfMs: 0 })
}

/** Of a search for something else it is refused. */
function readPosition(cursor: string, q: string): TurnPosition {
  const { id, value } = readCursor(cursor, sortOf(q), false).after
  const [traceId = '', ...rest] = id.split(' ')
  return { traceId, sessionId: rest.join(' '), startUnixNano: typeof value === 'bigint' ? value : 0n }
}

function sortOf(q: string): string {
  return `search ${q}`
}
