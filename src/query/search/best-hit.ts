import type { SearchHit } from '../../api/contract/search.ts'
import type { Message, MessagePart } from '../../model/message.ts'
import type { SpanKind } from '../../model/outcome.ts'
import { newsOf, wordsOfPart, wordsOfValue, type SpanContent } from '../../normalize/normalize.ts'
import { snippetOf, type Snippet } from './snippet.ts'

export type BestHit = { readonly role?: SearchHit['role']; readonly snippet: Snippet }

/**
 * Where a span says it best: what the user and the assistant said, then what tools were given and gave, then what else went in and out,
 * what went wrong and what was asked, and last what it only repeats. `sought`: see `foldCase`.
 */
export function bestHit(content: SpanContent, kind: SpanKind, sought: readonly string[]): BestHit | undefined {
  for (const [role, words] of sayings(content, kind)) {
    for (const text of words) {
      const snippet = snippetOf(text, sought)
      if (snippet !== undefined) return { role, snippet }
    }
  }
  return undefined
}

function* sayings(content: SpanContent, kind: SpanKind): Iterable<readonly [role: SearchHit['role'], words: readonly string[]]> {
  const { messages, input, output, error, answer, interrupt } = content
  const news = (['input', 'output'] as const).map((side) =>
    newsOf(
      messages.filter(({ direction }) => direction === side),
      side,
    ),
  )
  const now = messages.filter((message) => news.some((those) => those.has(message)))
  const before = messages.filter((message) => !now.includes(message))
  yield* partsOf(now, isSpoken)
  yield ['error', [error?.type ?? '', error?.message ?? '']]
  yield ['interrupt', wordsOfValue(interrupt?.payload)]
  yield ['human', [answer?.text ?? '']]
  yield* partsOf(now, (part) => !isSpoken(part))
  for (const value of [input, output]) yield [kind === 'tool' || kind === 'retriever' ? 'tool' : undefined, wordsOfValue(value)]
  yield* partsOf(before, () => true)
}

/** Instructions come after what was said. */
function* partsOf(messages: readonly Message[], isWanted: (part: MessagePart) => boolean) {
  const isInstruction = ({ role }: Message) => role === 'system'
  for (const { role, parts } of [...messages.filter((each) => !isInstruction(each)), ...messages.filter(isInstruction)]) {
    for (const part of parts) if (isWanted(part)) yield [isSpoken(part) ? role : 'tool', wordsOfPart(part)] as const
  }
}

function isSpoken({ type }: MessagePart): boolean {
  return type === 'text' || type === 'reasoning' || type === 'media'
}
