import type { Cut } from '../../api/contract/cut.ts'
import type { SpanAddress } from './cut-source.ts'
import { PlainText } from './long-text.tsx'
import { WholeText } from './whole-value.tsx'

type RecordedTextProps = { text: string; label: string; cut: (Cut & SpanAddress) | undefined; isMono?: boolean }

/** Text as it was sent, with the way to the rest of it where only its beginning is here. */
export function RecordedText({ text, label, cut, isMono = false }: RecordedTextProps) {
  if (cut) return <WholeText {...cut} preview={text} label={label} isPlain isMono={isMono} />
  return <PlainText text={text} label={label} isMono={isMono} />
}
