// Render: what the API answered → text to read or to pass on, for the terminal and for the web app's copies alike.
// In: the API's own objects. Out: text for a terminal, Markdown, or JSON of the same objects.
// Promises: text from spans stays text. It cannot act on a terminal, end the Markdown block it stands in, or hide in what is shown.
// Never: asks anything of a server, a clock or a locale; shortens what was said (only columns of a table are cut, to fit a terminal).
import type { Summary } from '../api/contract/metrics.ts'
import type { SearchPage } from '../api/contract/search.ts'
import type { SessionDetail, SessionPage } from '../api/contract/session.ts'
import type { SpanRow } from '../api/contract/span.ts'
import type { TraceRow } from '../api/contract/trace.ts'
import type { Turn, TurnMessage } from '../api/contract/turn.ts'
import type { Block } from './block.ts'
import { cleanJson } from './clean-text.ts'
import { describeChange, type Change } from './describe-change.ts'
import { callsOf, describeMessage } from './describe-message.ts'
import { describeSearch } from './describe-search.ts'
import { describeSession } from './describe-session.ts'
import { describeSessions } from './describe-sessions.ts'
import { describeSummary } from './describe-summary.ts'
import { describeTrace } from './describe-trace.ts'
import { describeTurn } from './describe-turn.ts'
import { write, type Form, type ProseForm } from './form.ts'
export { cleanText } from './clean-text.ts'
export type { Change } from './describe-change.ts'
export type { Form } from './form.ts'

export function renderSessions(page: SessionPage, form: Form): string {
  if (form.type === 'json') return jsonOf(page, 'items')
  return writeAll(describeSessions(page), form)
}

export function renderSearch(page: SearchPage, form: Form): string {
  if (form.type === 'json') return jsonOf(page, 'items')
  return writeAll(describeSearch(page), form)
}

/** The sums of a dashboard. */
export function renderSummary(summary: Summary, form: Form): string {
  return form.type === 'json' ? `${cleanJson(summary)}\n` : writeAll(describeSummary(summary), form)
}

/** A whole conversation, piece by piece: it may be longer than what fits in memory. JSON is `{ session, turns }`. */
export async function* renderSession(session: SessionDetail, turns: AsyncIterable<Turn>, form: Form): AsyncGenerator<string> {
  if (form.type === 'json') {
    yield `{"session":${cleanJson(session)},\n"turns":[`
    let isFirst = true
    for await (const turn of turns) {
      yield `${isFirst ? '\n' : ',\n'}${cleanJson(turn)}`
      isFirst = false
    }
    yield '\n]}\n'
    return
  }
  yield writeAll(describeSession(session), form)
  for await (const turn of turns) yield writeAll(describeTurn(turn), form)
}

/** JSON is `{ trace, spans }`. */
export function renderTrace(trace: TraceRow, spans: readonly SpanRow[], form: Form): string {
  if (form.type === 'json') return jsonOf({ trace, spans }, 'spans')
  return writeAll(describeTrace(trace, spans), form)
}

/** A line for a change, or nothing. JSON is the event, a line each. */
export function renderChange(event: Change, form: Form): string {
  if (form.type === 'json') return ['hello', 'ping'].includes(event.event) ? '' : `${cleanJson(event)}\n`
  return writeAll(describeChange(event), form)
}

/** One message by itself. JSON is `{ traceId, turn, message }` on a line. */
export function renderMessage({ traceId, index, steps }: Turn, message: TurnMessage, form: Form): string {
  if (form.type === 'json') return `${cleanJson({ traceId, turn: index, message })}\n`
  return writeAll(describeMessage(message, callsOf(steps)), form)
}

function writeAll(blocks: readonly Block[], form: ProseForm): string {
  return blocks.map((block) => write(block, form)).join('')
}

/** One thing of the list on a line, so that tools that read lines can read it too. */
function jsonOf<V extends object, L extends keyof V & string>(value: V & Record<L, readonly unknown[]>, list: L): string {
  const { [list]: things, ...rest } = value
  const others = Object.entries(rest).map(([name, one]) => `"${name}":${cleanJson(one)},\n`)
  return `{${others.join('')}"${list}":[\n${things.map((thing) => cleanJson(thing)).join(',\n')}\n]}\n`
}
