import type { Turn, TurnError, TurnMessage, TurnPause, TurnStep } from '../../../api/contract/turn.ts'

export type FlowItem =
  /** `index` is its place in the messages of the turn. */
  | { readonly kind: 'message'; readonly message: TurnMessage; readonly index: number }
  | { readonly kind: 'steps'; readonly steps: readonly TurnStep[] }
  | { readonly kind: 'error'; readonly error: TurnError }
  /** With the message that asks, where there is one. */
  | { readonly kind: 'pause'; readonly pause: TurnPause; readonly question?: { readonly index: number; readonly text: string } }

type Exchange = {
  readonly fromMs: number
  readonly asked: FlowItem[]
  readonly steps: TurnStep[]
  readonly errors: TurnError[]
  readonly said: FlowItem[]
  readonly pauses: FlowItem[]
}

/**
 * A turn from top to bottom. What a person said opens an exchange; then the steps that ran before the next person spoke, what broke
 * and was recovered, what was said in return, and last what ended it: an error, or a question to a human. System prompts have a
 * place of their own.
 */
export function flowOf(turn: Turn): FlowItem[] {
  const exchanges = exchangesOf(turn)
  const at = (iso: string) => exchanges.findLast(({ fromMs }) => fromMs <= Date.parse(iso)) ?? exchanges[0]!
  for (const step of turn.steps) at(step.startedAt).steps.push(step)
  for (const error of turn.errors) at(error.at).errors.push(error)
  const shown = new Set(turn.messages.flatMap((message) => (message.role === 'interrupt' ? [message.spanId] : [])))
  for (const pause of turn.pauses) if (!shown.has(pause.spanId)) at(pause.since).pauses.push({ kind: 'pause', pause })
  return exchanges.flatMap(({ asked, steps, errors, said, pauses }) => [
    ...asked,
    ...(steps.length > 0 ? [{ kind: 'steps', steps } as const] : []),
    ...errors.filter((error) => error.recovered).map((error) => ({ kind: 'error', error }) as const),
    ...said,
    ...pauses,
    ...errors.filter((error) => !error.recovered).map((error) => ({ kind: 'error', error }) as const),
  ])
}

function exchangesOf(turn: Turn): Exchange[] {
  const exchanges: Exchange[] = []
  let isAsking = false
  for (const [index, message] of turn.messages.entries()) {
    if (message.role === 'system') continue
    const isAsked = message.role === 'user' || message.role === 'human'
    if (exchanges.length === 0 || (isAsked && !isAsking)) {
      exchanges.push(newExchange(exchanges.length === 0 ? -Infinity : Date.parse(message.at)))
    }
    isAsking = isAsked
    const exchange = exchanges.at(-1)!
    const pause = message.role === 'interrupt' ? turn.pauses.find(({ spanId }) => spanId === message.spanId) : undefined
    const item: FlowItem = pause ? { kind: 'pause', pause, question: { index, text: message.text } } : { kind: 'message', message, index }
    if (isAsked) exchange.asked.push(item)
    else (pause ? exchange.pauses : exchange.said).push(item)
  }
  return exchanges.length > 0 ? exchanges : [newExchange(-Infinity)]
}

const newExchange = (fromMs: number): Exchange => ({ fromMs, asked: [], steps: [], errors: [], said: [], pauses: [] })
