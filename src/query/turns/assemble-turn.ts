import type { STEPS, Turn } from '../../api/contract/turn.ts'
import type { TracePause } from '../../rollup/rollup.ts'
import type { Conversation, Entry } from './conversation.ts'
import type { HeardTrace } from './heard-trace.ts'
import type { Known } from './known.ts'
import { textKey, textOf } from './lines.ts'
import { mainEntries, mainThreadsOf } from './main-threads.ts'
import { whyNotRecorded } from './not-recorded.ts'
import type { TurnPlace } from './place-turns.ts'
import { withCallIds } from './match-calls.ts'
import { tellTurn } from './tell-turn.ts'
import { withToolResults } from './tool-results.ts'
import { assembleErrors } from './turn-errors.ts'
import { assembleMessage } from './turn-message.ts'
import { assemblePauses, pauseEvents, type LaterAnswer } from './turn-pauses.ts'
import { assembleSteps } from './turn-steps.ts'
import { systemOfTurn, type TurnSystem } from './turn-system.ts'

const MOST_MESSAGES = 1000

/** What the rest of the session says of a turn. */
export type TurnContext = {
  readonly place: TurnPlace
  /** What earlier turns ended with, the latest first. */
  readonly known: readonly Known[]
  /** Pauses of earlier turns that this one answers. */
  readonly answers: readonly { readonly traceId: string; readonly ids: readonly string[] }[]
  laterOf(pause: TracePause): LaterAnswer | undefined
}

export function assembleTurn(heard: HeardTrace, context: TurnContext, steps: (typeof STEPS)[number]): Turn {
  const { place, known, answers } = context
  const isResume =
    answers.length > 0 ||
    (heard.trace.isResume && heard.pauses.every(({ answeredAt, origin }) => answeredAt === undefined || origin === 'wait'))
  const conversation = tellTurn(heard, known, isResume, pauseEvents(heard, answers))
  const main = mainThreadsOf(conversation)
  const instructions = systemOfTurn(main, known)
  const told = [...systemEntry(instructions, heard), ...spoken(conversation, heard)]
  const messages = bounded(told).map(assembleMessage)
  const pauses = assemblePauses(heard, context.laterOf)
  const { removed, added } = changesOf(main)
  const { stepCount, steps: ownSteps } = assembleSteps(heard, steps)
  return {
    ...place,
    messages,
    messageCount: told.length > messages.length ? told.length : undefined,
    unreadCalls: heard.unreadCalls || undefined,
    earlierMessages: main.reduce((most, { earlierMessages }) => Math.max(most, earlierMessages), 0),
    history: removed + added > 0 ? { removed, added } : undefined,
    system: instructions?.system,
    stepCount,
    steps: withCallIds(ownSteps, messages),
    errors: assembleErrors(heard),
    pause: pauses.at(-1),
    pauses,
    resumes: [...new Set(answers.map(({ traceId }) => traceId))],
    notRecorded: whyNotRecorded(heard, messages, place.status),
  }
}

/** An answer that the model is then told as words of the user is told once. */
function spoken(conversation: Conversation, heard: HeardTrace): Entry[] {
  const entries = withToolResults(mainEntries(conversation), heard)
  const answers = new Set(entries.flatMap(({ line }) => (line.role === 'human' ? textKey(textOf(line)) : [])))
  return entries.filter(({ line }) => line.role !== 'user' || !answers.has(textKey(textOf(line))))
}

function systemEntry(instructions: TurnSystem | undefined, heard: HeardTrace): Entry[] {
  return instructions === undefined ? [] : [{ line: instructions.line, at: heard.trace.startUnixNano }]
}

function changesOf(threads: readonly { readonly history: { readonly removed: number; readonly added: number } }[]) {
  const most = (read: (history: { readonly removed: number; readonly added: number }) => number) =>
    threads.reduce((max, { history }) => Math.max(max, read(history)), 0)
  return { removed: most(({ removed }) => removed), added: most(({ added }) => added) }
}

/** The first and the last ones, when they are too many. */
function bounded(entries: readonly Entry[]): readonly Entry[] {
  return entries.length <= MOST_MESSAGES ? entries : [...entries.slice(0, MOST_MESSAGES / 2), ...entries.slice(-MOST_MESSAGES / 2)]
}
