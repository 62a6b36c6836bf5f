import { EyeOff, Hand, Wrench } from 'lucide-react'
import { useContext, type ReactNode } from 'react'
import type { MessagePart } from '../../model/message.ts'
import { CutSource, useCut, type CutSourceValue } from './cut-source.ts'
import { PlainText } from './long-text.tsx'
import { Media } from './media.tsx'
import { readSoleText, type ToolCall, type ToolResult } from './pair-tools.ts'
import { Value } from './value.tsx'

/** One part of a message; a tool call with its result when there is one. */
export function PartView({ part, result }: { part: MessagePart; result: ToolResult | undefined }): ReactNode {
  switch (part.type) {
    case 'text':
      return <PartValue part={part} field="text" label="text" />
    case 'reasoning':
      return <Reasoning part={part} />
    case 'tool_call':
      return <ToolCard call={part} result={result} />
    case 'tool_result':
      return (
        <Card
          icon={<Wrench aria-hidden size={14} className="text-kind-tool" />}
          title={`Result${part.name === undefined ? '' : ` of ${part.name}`}`}
          id={part.id}
        >
          <ToolResultValue part={part} />
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
          <Arguments part={part} />
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
      return <PartValue part={part} field="value" label="content" />
  }
}

/** One member of a part; where only its beginning was sent, with the way to the rest. */
function PartValue<P extends MessagePart>({ part, field, label }: { part: P; field: keyof P & string; label: string }) {
  return <Value value={part[field]} label={label} cut={useCut(part, field)} />
}

/** What a tool gave back. */
export function ToolResultValue({ part }: { part: ToolResult }) {
  return <PartValue part={part} field="result" label="result" />
}

function Reasoning({ part }: { part: Extract<MessagePart, { type: 'reasoning' }> }) {
  const chars = useCut(part, 'text')?.chars ?? part.text.length
  return (
    <details className="rounded-control border border-dashed border-control px-2 py-1">
      <summary className="text-12 text-ink-3">Reasoning · {chars.toLocaleString()} characters</summary>
      <PartValue part={part} field="text" label="reasoning" />
    </details>
  )
}

function ToolCard({ call, result }: { call: ToolCall; result: ToolResult | undefined }) {
  return (
    <Card icon={<Wrench aria-hidden size={14} className="text-kind-tool" />} title={`Calls ${call.name}`} id={call.id}>
      <ToolExchange call={call} result={result} />
    </Card>
  )
}

type ToolExchangeProps = {
  call: ToolCall
  result: ToolResult | undefined
  /** Where the rest of the result is, when another span brought it. */
  resultIn?: CutSourceValue | undefined
}

/** What a tool was given, and what it gave back. */
export function ToolExchange({ call, result, resultIn }: ToolExchangeProps) {
  const source = useContext(CutSource)
  return (
    <>
      <Arguments part={call} />
      {result && (
        <div className="mt-2 border-t border-border pt-2">
          <p className="pb-1 text-12 text-ink-3">Result</p>
          <CutSource value={resultIn ?? source}>
            <ToolResultValue part={result} />
          </CutSource>
        </div>
      )}
    </>
  )
}

function Arguments({ part }: { part: ToolCall | Extract<MessagePart, { type: 'approval_request' }> }) {
  if (part.arguments === undefined) return <p className="text-12 text-ink-3">Arguments not recorded.</p>
  const sole = readSoleText(part.arguments)
  if (!sole) return <PartValue part={part} field="arguments" label="arguments" />
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
