import type { SessionMetrics } from '../../api/contract/insight.ts'
import type { SpanFact } from '../../model/span-fact.ts'
import { contextWindowOf } from '../../normalize/normalize.ts'
import { isApproximate, tallyTrace, toldOnce, type TraceTally } from '../../rollup/rollup.ts'
import type { Reads } from '../../store/store.ts'
import { readSession } from '../read-session.ts'
import { createModelTable, createToolTable } from './usage-tables.ts'

type TurnMetrics = SessionMetrics['turns'][number]

/** Context growth, tools and models of a session; its spans are looked at one trace after the other. */
export async function getSessionMetrics(reads: Reads, projectId: string, idOrAlias: string): Promise<SessionMetrics> {
  const { session, traces } = await readSession(reads, projectId, idOrAlias)
  const indexes = new Map(traces.map(({ traceId }, index) => [traceId, index]))
  const paying = new Set(toldOnce(traces))
  const turns = traces.map(({ traceId }): TurnMetrics => ({ traceId, llmCount: 0, toolCount: 0 }))
  const [tools, models] = [createToolTable(), createModelTable()]
  for await (const facts of reads.factsOfSession(projectId, session.sessionId, { onlyFailed: false })) {
    const index = indexes.get(facts[0]!.traceId)
    if (index === undefined) continue
    const trace = traces[index]!
    const tally = tallyTrace(facts, trace.part)
    if (tally === undefined) continue
    turns[index] = turnMetrics(trace.traceId, tally)
    tools.add(tally)
    if (paying.has(trace)) models.add(tally)
  }
  return { turns, tools: tools.rows(), models: models.rows() }
}

function turnMetrics(traceId: string, { calls, tools, counted }: TraceTally): TurnMetrics {
  // A sum of calls says nothing about how full the context of one was.
  const largest = counted.filter((fact) => fact.kind === 'llm' && !isApproximate(fact)).reduce<SpanFact | undefined>(larger, undefined)
  return {
    traceId,
    llmCount: calls.filter(({ fact }) => fact.kind === 'llm').length,
    toolCount: tools.length,
    contextTokens: largest?.usage?.promptTokens,
    contextWindow: largest && contextWindowOf(largest),
  }
}

function larger(most: SpanFact | undefined, fact: SpanFact): SpanFact | undefined {
  const tokens = fact.usage?.promptTokens
  return tokens !== undefined && tokens > (most?.usage?.promptTokens ?? -1) ? fact : most
}
