import { Bot, Braces, Settings2, User, Wrench } from 'lucide-react'
import { useContext, useMemo, useState } from 'react'
import type { Message, MessagePart } from '../../model/message.ts'
import { IconButton } from '../ui/button.tsx'
import { formatPlural } from '../format/number.ts'
import { CutSource } from './cut-source.ts'
import { CopyValue } from './copy-value.tsx'
import { Folded } from './folded.tsx'
import { JsonView } from './json-view.tsx'
import { PartView } from './part-view.tsx'
import { pairTools, type ToolResult } from './pair-tools.ts'
import { writeJson } from './parse-json.ts'

/** Messages in order, each tool result under the call it answers. */
export function Messages({ messages }: { messages: readonly Message[] }) {
  const paired = useMemo(() => pairTools(messages), [messages])
  return (
    <ol className="flex flex-col gap-3">
      {paired.messages.map((message, at) => (
        <li key={at}>
          <MessageView message={message} resultOf={paired.resultOf} />
        </li>
      ))}
    </ol>
  )
}

const ROLES = {
  system: { word: 'System', Icon: Settings2 },
  user: { word: 'User', Icon: User },
  assistant: { word: 'Assistant', Icon: Bot },
  tool: { word: 'Tool', Icon: Wrench },
}

function MessageView({ message, resultOf }: { message: Message; resultOf: ReadonlyMap<MessagePart, ToolResult> }) {
  const { word, Icon } = ROLES[message.role]
  const text = textOf(message)
  const [isRaw, setRaw] = useState(false)
  const unsent = useUnsent(message)
  const size = text === '' ? '' : `${(text.length + unsent).toLocaleString()} characters`
  return (
    <article aria-label={`${word} message`} className="rounded-card border border-border">
      <div className="flex min-h-8 items-center gap-2 rounded-t-card border-b border-border bg-sunken px-3 text-12 text-ink-3">
        <Icon aria-hidden size={14} />
        <span className="font-semibold text-ink">{word}</span>
        {message.name !== undefined && <span className="truncate">{message.name}</span>}
        {message.finishReason !== undefined && <span>· {message.finishReason}</span>}
        <span className="ms-auto">{size}</span>
        <IconButton
          icon={Braces}
          label={isRaw ? 'Show as a message' : 'Show as JSON'}
          aria-pressed={isRaw}
          onClick={() => setRaw(!isRaw)}
          size={13}
          className="!size-6"
        />
        {unsent === 0 && <CopyValue write={() => (text === '' ? writeJson(message.parts) : text)} label="Copy message" />}
      </div>
      <div className="px-3 py-2">
        <Folded what={message.parts.length > 1 ? `${message.parts.length} parts` : formatPlural(text.split('\n').length, 'line')}>
          <div className="flex flex-col gap-3">
            {isRaw ? (
              <JsonView value={message} label={`${word} message as JSON`} />
            ) : (
              message.parts.map((part, at) => <PartView key={at} part={part} result={resultOf.get(part)} />)
            )}
            {message.parts.length === 0 && !isRaw && <p className="text-13 text-ink-3">Nothing was recorded in this message.</p>}
          </div>
        </Folded>
      </div>
    </article>
  )
}

/** Characters of its texts that are not here yet. */
function useUnsent({ parts }: Message): number {
  const source = useContext(CutSource)
  const cutOf = (part: MessagePart) => source?.cuts.get(part)?.[0]
  return parts.reduce((sum, part) => sum + (part.type === 'text' ? (cutOf(part)?.chars ?? part.text.length) - part.text.length : 0), 0)
}

function textOf(message: Message): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}
