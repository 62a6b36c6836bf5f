import { EyeOff, Hand, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MessagePart } from '../../model/message.ts'
import { PlainText } from './long-text.tsx'
import { Media } from './media.tsx'
import { readSoleText, type ToolResult } from './pair-tools.ts'
import { Prose } from './prose.tsx'
import { Value } from './value.tsx'

/** One part of a message; a tool call with its result when there is one. */
export function PartView({ part, result }: { part: MessagePart; result: ToolResult | undefined }): ReactNode {
  switch (part.type) {
    case 'text':
      return <Prose text={part.text} label="text" />
    case 'reasoning':
      return <Reasoning text={part.text} />
    case 'tool_call':
      return <ToolCard name={part.name} id={part.id} given={part.arguments} result={result} />
    case 'tool_result':
      return (
        <Card
          icon={<Wrench aria-hidden size={14} className="text-kind-tool" />}
          title={`Result${part.name === undefined ? '' : ` of ${part.name}`}`}
          id={part.id}
        >
          <Value value={part.result} label="result" />
        </Card>
      )
    case 'media':
      return <Media part={part} />
    case 'approval_request':
      return (
        <Card
          icon={<Hand aria-hidden size={14} className="text-waiting" />}
          title={`Asks for approval${part.toolName === undefined ? '' : ` of ${part.toolName}`}`}
          id={part.id}
        >
          <Arguments value={part.arguments} />
        </Card>
      )
    case 'approval_response':
      return (
        <p className="text-13">
          {part.approved === undefined ? 'Answered' : part.approved ? 'Approved' : 'Not approved'}
          {part.reason === undefined ? '' : `: ${part.reason}`}
        </p>
      )
    case 'redacted':
      return (
        <p className="inline-flex items-center gap-1 self-start rounded-control bg-warning-soft px-2 text-12 text-warning">
          <EyeOff aria-hidden size={14} /> Left out by the sender: {part.marker}
        </p>
      )
    case 'other':
      return <Value value={part.value} label="content" />
  }
}

function Reasoning({ text }: { text: string }) {
  return (
    <details className="rounded-control border border-dashed border-control px-2 py-1">
      <summary className="text-12 text-ink-3">Reasoning · {text.length.toLocaleString()} characters</summary>
      <Prose text={text} label="reasoning" />
    </details>
  )
}

function ToolCard({ name, id, given, result }: { name: string; id: string | undefined; given: unknown; result: ToolResult | undefined }) {
  return (
    <Card icon={<Wrench aria-hidden size={14} className="text-kind-tool" />} title={`Calls ${name}`} id={id}>
      <Arguments value={given} />
      {result && (
        <div className="mt-2 border-t border-border pt-2">
          <p className="pb-1 text-12 text-ink-3">Result</p>
          <Value value={result.result} label="result" />
        </div>
      )}
    </Card>
  )
}

function Arguments({ value }: { value: unknown }) {
  if (value === undefined) return <p className="text-12 text-ink-3">Arguments not recorded.</p>
  const sole = readSoleText(value)
  if (!sole) return <Value value={value} label="arguments" />
  return (
    <div>
      <p className="pb-1 text-12 text-ink-3">{sole.label}</p>
      <PlainText text={sole.text} label={sole.label} isMono />
    </div>
  )
}

function Card({ icon, title, id, children }: { icon: ReactNode; title: string; id: string | undefined; children: ReactNode }) {
  return (
    <div className="rounded-control border border-border bg-bg">
      <p className="flex min-w-0 items-center gap-2 border-b border-border px-2 py-1 text-12">
        {icon} <span className="min-w-0 flex-[0_1_auto] font-semibold [overflow-wrap:anywhere]">{title}</span>
        {id !== undefined && <span className="ms-auto min-w-8 flex-[0_999_auto] truncate font-mono text-11 text-ink-3">{id}</span>}
      </p>
      <div className="p-2">{children}</div>
    </div>
  )
}
