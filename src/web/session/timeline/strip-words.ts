import type { SessionDetail } from '../../../api/contract/session.ts'
import type { Outline, OutlineTurn } from '../../../api/contract/turn.ts'
import { formatAge, formatDuration } from '../../format/duration.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { formatClock } from '../../format/time.ts'
import { STATUS_GLYPHS } from '../../ui/glyphs.tsx'
import type { PlacedPiece } from './folded-time.ts'
import type { Block, Mark } from './turn-blocks.ts'

const TIP_CHARS = 120
/** Of the small type of the strip. */
const CHAR_PX = 6
const PADDING_PX = 10

/** `1 turn in 3.63 s` and what its time went to. */
export function summarize(outline: Outline, session: SessionDetail): string {
  const idleMs = Math.max(0, session.durationMs - session.activeMs - session.waitingMs)
  const parts = [`${formatPlural(outline.total, 'turn')} in ${formatDuration(session.durationMs)}`]
  if (outline.total > 1 || session.waitingMs > 0) parts.push(`active ${formatDuration(session.activeMs)}`)
  if (session.waitingMs > 0) parts.push(`waiting ${formatDuration(session.waitingMs)}`)
  if (idleMs > 0) parts.push(`idle ${formatDuration(idleMs)}`)
  if (session.errorCount > 0) parts.push(`${formatPlural(session.errorCount, 'turn')} with errors`)
  return parts.join(', ')
}

/** A turn in one line, as it is spoken. */
export function describeTurn(turn: OutlineTurn): string {
  const words = [`Turn ${turn.index + 1}`, ...statusWords(turn), `starts at ${formatClock(new Date(turn.startedAt))}`]
  return [...words, turn.status === 'running' ? 'still running' : `lasts ${formatDuration(turn.durationMs)}`].join(', ')
}

function statusWords(turn: OutlineTurn): readonly string[] {
  if (turn.status === 'ok') return []
  const word = STATUS_GLYPHS[turn.status].word
  return [turn.isRecovered ? `${word}, recovered` : word]
}

/** For the tooltip of a bar. */
export function tipOfBlock(block: Block, turns: readonly OutlineTurn[]): string {
  const inside = turns.slice(block.first, block.last + 1)
  const [turn] = inside
  if (!turn) return ''
  if (block.count === 1) return tipOfTurn(turn)
  const failed = inside.filter(({ status }) => status === 'error').length
  const title = `Turns ${turn.index + 1} to ${(inside.at(-1) ?? turn).index + 1}`
  return failed > 0 ? `${title}\n${formatCount(failed)} with errors` : title
}

function tipOfTurn(turn: OutlineTurn): string {
  const tokens = turn.totalTokens === undefined ? [] : [formatPlural(turn.totalTokens, 'token')]
  const errors = turn.errorCount > 0 ? [formatPlural(turn.errorCount, 'error')] : []
  const numbers = [formatClock(new Date(turn.startedAt)), formatDuration(turn.durationMs), ...tokens, ...errors].join(' · ')
  const said = turn.input?.trim().replace(/\s+/g, ' ') ?? ''
  return [
    [`Turn ${turn.index + 1}`, ...statusWords(turn)].join(' · '),
    ...(said === '' ? [] : [said.length > TIP_CHARS ? `${said.slice(0, TIP_CHARS)}…` : said]),
    numbers,
  ].join('\n')
}

export function tipOfMark({ status, turns: marked }: Mark, turns: readonly OutlineTurn[]): string {
  const [first] = marked
  const turn = turns[first ?? -1]
  if (turn && marked.length === 1) return tipOfTurn(turn)
  const listed = marked.slice(0, 12).map((at) => (turns[at]?.index ?? at) + 1)
  const more = marked.length > listed.length ? ` and ${formatCount(marked.length - listed.length)} more` : ''
  return `${STATUS_GLYPHS[status].word} in turns ${listed.join(', ')}${more}`
}

export function tipOfPause({ kind, isOpen, fromMs, toMs }: PlacedPiece): string {
  const lasts = formatDuration(toMs - fromMs)
  if (kind === 'idle') return `Idle for ${lasts}`
  return isOpen ? `Waiting for a human for ${lasts}` : `Waited for a human for ${lasts}`
}

/** The words in a break, as long as they fit. */
export function labelOfPause({ kind, isOpen, fromMs, toMs, size }: PlacedPiece): string {
  const lasts = toMs - fromMs
  const age = lasts < 1000 ? formatDuration(lasts) : formatAge(lasts)
  const words = kind === 'idle' ? `${age} idle` : isOpen ? `waiting ${age}` : `${age} wait`
  return [words, age].find(({ length }) => size >= PADDING_PX + length * CHAR_PX) ?? ''
}
