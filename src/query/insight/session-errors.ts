import type { ErrorGroup } from '../../api/contract/insight.ts'
import { isoFromUnixNano } from '../../base/time.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import { traceErrors } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { reported } from '../assemble-totals.ts'
import { readSession } from '../read-session.ts'
import { foldMessage } from './fold-message.ts'

const MOST_OCCURRENCES = 200

/** A span that went wrong; `turn` is the index of its trace in the session, `recovered`: the trace ended well. */
export type Failure = { readonly fact: SpanFact; readonly turn: number; readonly recovered: boolean }

/** The errors of a session, alike ones together. Only traces with errors are read. */
export async function listSessionErrors(
  reads: Reads,
  projectId: string,
  idOrAlias: string,
): Promise<{ items: ErrorGroup[]; count: number }> {
  const { session, traces } = await readSession(reads, projectId, idOrAlias)
  const indexes = new Map(traces.map(({ traceId }, index) => [traceId, index]))
  const failures: Failure[] = []
  if (session.errorCount > 0) {
    for await (const facts of reads.factsOfSession(projectId, session.sessionId, { onlyFailed: true })) {
      const turn = indexes.get(facts[0]!.traceId)
      if (turn === undefined) continue
      const { part, isRecovered } = traces[turn]!
      for (const fact of traceErrors(facts, part)) failures.push({ fact, turn, recovered: isRecovered })
    }
  }
  return { items: groupFailures(failures), count: failures.length }
}

/** By type and by the first line of what was said, most frequent first. */
export function groupFailures(unsorted: readonly Failure[]): ErrorGroup[] {
  const groups = new Map<string, Failure[]>()
  for (const failure of unsorted.toSorted((a, b) => a.turn - b.turn || Number(a.fact.endUnixNano - b.fact.endUnixNano))) {
    const { errorType, errorMessage } = failure.fact
    const key = JSON.stringify([errorType, foldMessage(errorMessage)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [failure])
    else group.push(failure)
  }
  return [...groups.values()].map(assembleGroup).sort((a, b) => b.count - a.count)
}

function assembleGroup(failures: readonly Failure[]): ErrorGroup {
  const { errorType, errorMessage } = failures[0]!.fact
  return {
    type: reported(errorType),
    message: reported(errorMessage),
    count: failures.length,
    recoveredCount: failures.filter(({ recovered }) => recovered).length,
    turnCount: new Set(failures.map(({ turn }) => turn)).size,
    occurrences: failures.slice(0, MOST_OCCURRENCES).map(({ fact, turn, recovered }) => ({
      traceId: fact.traceId,
      turn,
      spanId: fact.spanId,
      spanName: fact.name,
      kind: fact.kind,
      at: isoFromUnixNano(fact.endUnixNano),
      recovered,
    })),
  }
}
