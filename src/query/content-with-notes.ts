import type { Message } from '../model/message.ts'
import type { Outcome } from '../model/outcome.ts'
import type { RawSpan } from '../model/raw-span.ts'
import { readContent, type SpanContent } from '../normalize/normalize.ts'

type Note = SpanContent & { readonly isMessage: boolean }

/** What a span said, and where it says nothing of a side, what the notes in it say. `notes` in time order; `outcome` of the span after all. */
export function contentWithNotes(raw: RawSpan, notes: readonly RawSpan[], outcome: Outcome): SpanContent {
  const own = readContent(raw)
  if (notes.length === 0) return own
  const told = notes.map((note): Note => ({ ...readContent(note), isMessage: note.origin === 'note' && note.events.length > 0 }))
  const fault = outcome === 'error' || outcome === 'rejected' || outcome === 'cancelled'
  return {
    messages: [...side(own, told, 'input'), ...side(own, told, 'output')],
    input: own.input ?? valueOf(own, told, 'input'),
    output: own.output ?? valueOf(own, told, 'output'),
    error: own.error?.type !== undefined || !fault ? own.error : (told.find(({ error }) => error?.type !== undefined)?.error ?? own.error),
    answer: own.answer ?? told.find(({ answer }) => answer !== undefined)?.answer,
    interrupt: own.interrupt ?? (outcome === 'interrupted' ? told.find(({ interrupt }) => interrupt !== undefined)?.interrupt : undefined),
  }
}

type Side = Message['direction']

/** Records of one message each make up the exchange; a record with all of it repeats what an earlier one held, so the fullest is taken. */
function side(own: SpanContent, notes: readonly Note[], direction: Side): readonly Message[] {
  const ownMessages = messagesOf(own, direction)
  if (own[direction] !== undefined || ownMessages.some(isNoInstruction)) return ownMessages
  const told = toldBy(notes, direction)
  if (!told.some(isNoInstruction)) return ownMessages.length > 0 ? ownMessages : told
  return told.some((message) => !isNoInstruction(message)) ? told : [...ownMessages, ...told]
}

/** Instructions alone are no exchange: they stand before what a note tells. */
function isNoInstruction({ role }: Message): boolean {
  return role !== 'system'
}

function toldBy(notes: readonly Note[], direction: Side): readonly Message[] {
  const single = notes.filter(({ isMessage }) => isMessage).flatMap((note) => messagesOf(note, direction))
  if (single.length > 0) return single
  return notes
    .map((note) => messagesOf(note, direction))
    .reduce<readonly Message[]>((fullest, each) => (each.length >= fullest.length ? each : fullest), [])
}

function valueOf(own: SpanContent, notes: readonly Note[], direction: Side): unknown {
  return messagesOf(own, direction).length > 0 ? undefined : notes.findLast((note) => note[direction] !== undefined)?.[direction]
}

function messagesOf({ messages }: SpanContent, direction: Side): readonly Message[] {
  return messages.filter((message) => message.direction === direction)
}
