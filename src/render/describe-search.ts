import type { SearchHit, SearchPage } from '../api/contract/search.ts'
import { formatCount, formatPlural } from '../base/format/number.ts'
import type { Block } from './block.ts'
import { writeMinute } from './words.ts'

/** Where something was said: session and turn, who said it, and the words around it. */
export function describeSearch({ items, total, totalIsExact }: SearchPage): Block[] {
  const shown = items.length < total ? `The first ${formatCount(items.length)} of ` : ''
  return [...items.flatMap(describeHit), { type: 'note', text: `${shown}${formatPlural(total, 'turn')}${totalIsExact ? '' : ' or more'}` }]
}

function describeHit({ sessionId, traceId, turn, at, role, spanName, snippet }: SearchHit): Block[] {
  const place = sessionId === undefined ? [`trace ${traceId}`] : [sessionId, `turn ${(turn ?? 0) + 1}`]
  return [
    { type: 'label', text: place[0]!, details: [...place.slice(1), role ?? spanName, `${writeMinute(at)} UTC`] },
    { type: 'text', text: snippet.text },
  ]
}
