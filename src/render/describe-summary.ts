import type { Summary, Tiles } from '../api/contract/metrics.ts'
import { formatDuration } from '../base/format/duration.ts'
import { formatCount, formatPercent, formatPlural } from '../base/format/number.ts'
import type { Block, Cell, Column } from './block.ts'
import { writeCost, writeMinute } from './words.ts'

/** What a dashboard says first, each with how to write it. */
const FIGURES: readonly (readonly [name: string, write: (tiles: Tiles) => string])[] = [
  ['Sessions', (tiles) => formatCount(tiles.sessionCount)],
  ['Traces', (tiles) => formatCount(tiles.traceCount)],
  ['Traces with errors', (tiles) => formatCount(tiles.errorTraceCount)],
  ['Error rate', (tiles) => formatPercent(tiles.errorRate)],
  ['Prompt tokens', (tiles) => formatCount(tiles.promptTokens)],
  ['Completion tokens', (tiles) => formatCount(tiles.completionTokens)],
  ['Total tokens', (tiles) => formatCount(tiles.totalTokens)],
  ['Cost', writeCost],
  ['Trace latency p50', (tiles) => formatDuration(tiles.p50Ms)],
  ['Trace latency p95', (tiles) => formatDuration(tiles.p95Ms)],
]

export function describeSummary({ current, previous, waitingNow }: Summary): Block[] {
  const columns: Column[] = [
    { name: '', isNeeded: true },
    { name: 'Selected', align: 'end', isNeeded: true },
    ...(previous ? [{ name: 'Before', align: 'end' } as const] : []),
  ]
  const rows = FIGURES.map(([name, write]): Cell[] => [
    { text: name },
    { text: write(current), tone: 'strong' },
    ...(previous ? [{ text: write(previous), tone: 'quiet' } as const] : []),
  ])
  return [
    { type: 'table', columns, rows },
    ...(previous ? [{ type: 'note', text: `Before: ${writeMinute(previous.from)} to ${writeMinute(previous.to)} UTC` } as const] : []),
    ...(waitingNow ? [{ type: 'note', text: waitingText(waitingNow) } as const] : []),
  ]
}

function waitingText({ count, oldestSince }: NonNullable<Summary['waitingNow']>): string {
  const since = oldestSince === undefined ? '' : `, the oldest since ${writeMinute(oldestSince)} UTC`
  return `${formatPlural(count, 'session waits', 'sessions wait')} for a human now${since}`
}
