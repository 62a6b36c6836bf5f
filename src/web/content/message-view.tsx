import { Bot, Settings2, User, Wrench } from 'lucide-react'
import { useMemo } from 'react'
import type { Message, MessagePart } from '../../model/message.ts'
import { formatPlural } from '../format/number.ts'
import { CopyValue } from './copy-value.tsx'
import { Folded } from './folded.tsx'
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
  const size = text === '' ? '' : `${text.length.toLocaleString()} characters`
  return (
    <article aria-label={`${word} message`} className="rounded-card border border-border">
      <div className="flex min-h-8 items-center gap-2 rounded-t-card border-b border-border bg-sunken px-3 text-12 text-ink-3">
        <Icon aria-hidden size={14} />
        <span className="font-semibold text-ink">{word}</span>
        {message.name !== undefined && <span className="truncate">{message.name}</span>}
        {message.finishReason !== undefined && <span>· {message.finishReason}</span>}
        <span className="ms-auto">{size}</span>
        <CopyValue write={() => (text === '' ? writeJson(message.parts) : text)} label="Copy message" />
      </div>
      <div className="px-3 py-2">
        <Folded what={message.parts.length > 1 ? `${message.parts.length} parts` : formatPlural(text.split('\n').length, 'line')}>
          <div className="flex flex-col gap-3">
            {message.parts.map((part, at) => (
              <PartView key={at} part={part} result={resultOf.get(part)} />
            ))}
            {message.parts.length === 0 && <p className="text-13 text-ink-3">Nothing was recorded in this message.</p>}
          </div>
        </Folded>
      </div>
    </article>
  )
}

function textOf(message: Message): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}
