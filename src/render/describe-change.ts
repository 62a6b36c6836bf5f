import type { LiveEvent } from '../api/contract/live.ts'
import type { SessionRow } from '../api/contract/session.ts'
import type { TraceRow } from '../api/contract/trace.ts'
import { formatDuration } from '../base/format/duration.ts'
import { formatPlural } from '../base/format/number.ts'
import type { Block } from './block.ts'
import { STATUS_TONES, writeCount, writeTime } from './words.ts'

/** What happened, as the stream says it or as a list shows it. */
export type Change =
  | LiveEvent
  | { readonly event: 'session.upsert'; readonly data: { readonly id: string; readonly row: SessionRow } }
  | { readonly event: 'trace.upsert'; readonly data: { readonly id: string; readonly row: TraceRow } }

/** A line for each change that people want to know of. */
export function describeChange({ event, data }: Change): Block[] {
  switch (event) {
    case 'session.upsert':
      return [{ type: 'note', text: sessionLine(data.row), tone: STATUS_TONES[data.row.status] }]
    case 'trace.upsert':
      return [{ type: 'note', text: traceLine(data.row), tone: STATUS_TONES[data.row.status] }]
    case 'session.remove':
      return [{ type: 'note', text: `session ${data.id} is gone, or no longer matches` }]
    case 'trace.remove':
      return [{ type: 'note', text: `trace ${data.id} is gone, or no longer matches` }]
    case 'resync':
      return [{ type: 'note', text: 'Changes were missed; the latest follow' }]
    default:
      return []
  }
}

function sessionLine(row: SessionRow): string {
  const facts = [formatPlural(row.traceCount, 'trace'), ...tokens(row), ...(row.userId === undefined ? [] : [`user ${row.userId}`])]
  return `${writeTime(row.lastActivityAt)} ${row.status.padEnd(7)} session ${row.id}: ${facts.join(', ')}${said(row.lastMessage ?? row.firstMessage)}`
}

function traceLine(row: TraceRow): string {
  const facts = [formatDuration(row.durationMs), formatPlural(row.spanCount, 'span'), ...tokens(row)]
  const session = row.sessionId === undefined ? '' : ` of session ${row.sessionId}`
  return `${writeTime(row.updatedAt)} ${row.status.padEnd(7)} trace ${row.id} ${row.name}${session}: ${facts.join(', ')}${said(row.input)}`
}

function tokens({ totalTokens, isApproximate }: SessionRow | TraceRow): string[] {
  return totalTokens === undefined ? [] : [`${writeCount(totalTokens, isApproximate)} tokens`]
}

function said(text: string | undefined): string {
  return text === undefined ? '' : ` · ${text}`
}
