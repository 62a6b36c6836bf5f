import type { SessionPage, SessionRow } from '../api/contract/session.ts'
import { formatCount, formatPlural } from '../base/format/number.ts'
import type { Block, Cell, Column } from './block.ts'
import { STATUS_TONES, writeCost, writeCount, writeMinute } from './words.ts'

const COLUMNS: readonly Column[] = [
  { name: 'Status', isNeeded: true },
  { name: 'Session', isNeeded: true },
  { name: 'Last trace (UTC)', isNeeded: true },
  { name: 'Traces', align: 'end', isNeeded: true },
  { name: 'Errors', align: 'end', isNeeded: true },
  { name: 'Total tokens', align: 'end' },
  { name: 'Cost', align: 'end' },
  { name: 'First message', canShrink: true },
  { name: 'User' },
  { name: 'Created (UTC)' },
  { name: 'Prompt', align: 'end' },
  { name: 'Completion', align: 'end' },
]

export function describeSessions({ items, total, totalIsExact, sums, tracesWithoutSession }: SessionPage): Block[] {
  const shown = items.length < total ? `The first ${formatCount(items.length)} of ` : ''
  const size = `${shown}${formatPlural(total, 'session')}${totalIsExact ? '' : ' or more'}`
  const blocks: Block[] = items.length === 0 ? [] : [{ type: 'table', columns: COLUMNS, rows: items.map(cellsOf) }]
  blocks.push({
    type: 'note',
    text: `${size}: ${formatPlural(sums.traceCount, 'trace')}, ${formatCount(sums.errorCount)} with errors, ${formatPlural(sums.totalTokens, 'token')}, ${writeCost(sums)}`,
  })
  if (tracesWithoutSession > 0) {
    const traces = formatPlural(tracesWithoutSession, 'trace has', 'traces have')
    blocks.push({ type: 'note', text: `${traces} no session id and ${tracesWithoutSession === 1 ? 'is' : 'are'} not listed here` })
  }
  return blocks
}

function cellsOf(row: SessionRow): Cell[] {
  const { isApproximate } = row
  return [
    { text: row.status, tone: STATUS_TONES[row.status] },
    { text: row.id, tone: 'strong' },
    { text: writeMinute(row.lastTraceAt) },
    { text: formatCount(row.traceCount) },
    { text: formatCount(row.errorCount), tone: row.errorCount > 0 ? 'error' : 'quiet' },
    { text: writeCount(row.totalTokens, isApproximate) },
    { text: writeCost(row) },
    { text: row.firstMessage ?? '' },
    { text: row.userId ?? '' },
    { text: writeMinute(row.createdAt) },
    { text: writeCount(row.promptTokens, isApproximate) },
    { text: writeCount(row.completionTokens, isApproximate) },
  ]
}
