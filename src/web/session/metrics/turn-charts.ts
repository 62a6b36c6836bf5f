import type { SessionMetrics } from '../../../api/contract/insight.ts'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import type { Bar } from '../../chart/bar.ts'
import type { Twin } from '../../chart/chart-card.tsx'
import { formatDuration } from '../../format/duration.ts'
import { ABSENT, formatCost, formatCount, formatPercent } from '../../format/number.ts'

export type TurnMetrics = SessionMetrics['turns'][number]
/** The bars of a chart, one for every turn, and the same in words. */
export type TurnChart = { readonly bars: readonly Bar[]; readonly twin: Twin }

function chartOf(
  turns: readonly OutlineTurn[],
  columns: readonly string[],
  barOf: (at: number) => Bar,
  wordsOf: (at: number) => readonly string[],
): TurnChart {
  const rowOf = (at: number) => [String((turns[at]?.index ?? at) + 1), ...wordsOf(at)]
  return { bars: turns.map((_, at) => barOf(at)), twin: { columns: ['Turn', ...columns], rowOf, count: turns.length } }
}

/** Cached prompt, the rest of it, completion without reasoning, reasoning. */
export function tokenChart(turns: readonly OutlineTurn[]): TurnChart {
  return chartOf(
    turns,
    ['Prompt', 'cached', 'Completion', 'reasoning', 'Total'],
    (at) => {
      const { promptTokens, cachedPromptTokens, completionTokens, reasoningTokens } = turns[at] as OutlineTurn
      return {
        parts: [cachedPromptTokens, less(promptTokens, cachedPromptTokens), less(completionTokens, reasoningTokens), reasoningTokens],
      }
    },
    (at) => {
      const turn = turns[at] as OutlineTurn
      const { promptTokens, cachedPromptTokens, completionTokens, reasoningTokens, totalTokens } = turn
      return [promptTokens, cachedPromptTokens, completionTokens, reasoningTokens, totalTokens].map((tokens) =>
        about(turn.isApproximate, tokens, formatCount(tokens)),
      )
    },
  )
}

/** The fullest context of any model call of a turn, against the window of its model. */
export function contextChart(turns: readonly OutlineTurn[], metricsOf: ReadonlyMap<string, TurnMetrics>): TurnChart {
  const of = (at: number) => metricsOf.get(turns[at]?.traceId ?? '')
  return chartOf(
    turns,
    ['Fullest context', 'Window', 'Used'],
    (at) => ({ parts: [of(at)?.contextTokens], limit: of(at)?.contextWindow }),
    (at) => {
      const { contextTokens, contextWindow } = of(at) ?? {}
      return [formatCount(contextTokens), formatCount(contextWindow), formatPercent(shareOf(contextTokens, contextWindow))]
    },
  )
}

/** How full the context ever was, as a share of the window; absent when no turn knows both. */
export function mostUsed(metrics: readonly TurnMetrics[]): number | undefined {
  return metrics.reduce<number | undefined>((most, { contextTokens, contextWindow }) => {
    const share = shareOf(contextTokens, contextWindow)
    return share === undefined ? most : Math.max(most ?? 0, share)
  }, undefined)
}

/** First what has ended, then what still runs. */
export function latencyChart(turns: readonly OutlineTurn[]): TurnChart {
  const isRunning = (at: number) => turns[at]?.status === 'running'
  return chartOf(
    turns,
    ['Duration'],
    (at) => ({ parts: isRunning(at) ? [undefined, turns[at]?.durationMs] : [turns[at]?.durationMs, undefined] }),
    (at) => [`${isRunning(at) ? '≥ ' : ''}${formatDuration(turns[at]?.durationMs)}`],
  )
}

/** First what was sent, then what is an estimate. */
export function costChart(turns: readonly OutlineTurn[]): TurnChart {
  const isEstimate = (at: number) => turns[at]?.isCostEstimated === true || turns[at]?.isApproximate === true
  return chartOf(
    turns,
    ['Cost', 'Without a price'],
    (at) => ({ parts: isEstimate(at) ? [undefined, turns[at]?.costUsd] : [turns[at]?.costUsd, undefined] }),
    (at) => [about(isEstimate(at), turns[at]?.costUsd, formatCost(turns[at]?.costUsd)), turns[at]?.unpricedModels?.join(', ') ?? ''],
  )
}

function less(whole: number | undefined, part: number | undefined): number | undefined {
  return whole === undefined ? undefined : Math.max(0, whole - (part ?? 0))
}

function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || !whole ? undefined : part / whole
}

function about(isApproximate: boolean | undefined, value: number | undefined, text: string): string {
  if (value === undefined) return ABSENT
  return isApproximate && value > 0 ? `≈ ${text}` : text
}
