import type { SpanFact } from '../model/span-fact.ts'

type Settled = Partial<
  Pick<SpanFact, 'outcome' | 'outcomeRule' | 'isBareError' | 'errorType' | 'errorMessage' | 'interruptIds' | 'checkpointNs'>
>

/**
 * What notes in a span make of its outcome, by the rules for exceptions inside it (semantics 8.5): a pause, hand-off, cancellation or
 * rejection whatever the status; an error they only name. A span that names its own error stays as it is.
 */
export function adoptOutcome(span: SpanFact, notes: readonly SpanFact[]): Settled {
  const signal = notes.reduce<SpanFact | undefined>((best, note) => (isSignal(note) && !isEarlier(best, note) ? note : best), undefined)
  const genuine = notes.find((note) => note.outcome === 'error' && note.errorMessage !== signal?.errorMessage)
  if (span.outcome === 'ok') return signal === undefined ? {} : settledAs(signal)
  if (span.outcome !== 'error' || span.errorType !== '') return {}
  const named = genuine ?? signal
  const isVague = span.errorMessage === '' || named?.errorMessage === '' || named?.errorMessage === span.errorMessage
  return named === undefined || !isVague ? {} : settledAs(named, span.errorMessage)
}

function isSignal({ outcome }: SpanFact): boolean {
  return outcome !== 'ok' && outcome !== 'error'
}

/** `notes` come in time order, so of equal rules the first one stays. */
function isEarlier(best: SpanFact | undefined, note: SpanFact): boolean {
  return best !== undefined && best.outcomeRule <= note.outcomeRule
}

function settledAs({ outcome, outcomeRule, errorType, errorMessage, interruptIds }: SpanFact, ownMessage = ''): Settled {
  const message = errorMessage || ownMessage
  return {
    outcome,
    outcomeRule,
    errorType,
    errorMessage: message,
    interruptIds,
    isBareError: outcome === 'error' && errorType === '' && message === '',
  }
}
