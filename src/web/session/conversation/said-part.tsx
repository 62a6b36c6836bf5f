import { ChevronRight, Wrench } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import type { MessagePart } from '../../../model/message.ts'
import { PartView, ToolExchange, ToolResultValue } from '../../content/part-view.tsx'
import type { ToolCall, ToolResult } from '../../content/pair-tools.ts'
import { formatDuration } from '../../format/duration.ts'
import { OutcomeGlyph } from '../../trace/span-look.tsx'
import { oneLine } from './one-line.ts'
import { useScene } from './scene.ts'
import { cutSourceOf, type TurnTools } from './turn-tools.ts'

type SaidPartProps = { part: MessagePart; traceId: string; tools: TurnTools }

/** One part of a message. A tool call is a line that opens to its arguments and result. */
export function SaidPart({ part, traceId, tools }: SaidPartProps) {
  const { steps } = useScene()
  if (part.type === 'tool_call') return <ToolCallLine key={steps} part={part} traceId={traceId} tools={tools} />
  if (part.type === 'tool_result') return <ToolResultLine key={steps} part={part} />
  return <PartView part={part} result={undefined} />
}

function ToolCallLine({ part, traceId, tools }: { part: ToolCall; traceId: string; tools: TurnTools }) {
  const { project } = useScene()
  const step = tools.stepOf(part.id)
  const result = tools.resultOf(part)
  const holder = result && tools.messageOf(result)
  const resultIn = useMemo(() => holder && cutSourceOf(project, traceId, holder), [project, traceId, holder])
  return (
    <ToolLine name={part.name} value={part.arguments} exchange={<ToolExchange call={part} result={result} resultIn={resultIn} />}>
      {step && <OutcomeGlyph outcome={step.outcome} />}
      {step && <span className="flex-none text-ink-3">{formatDuration(step.durationMs)}</span>}
      {!result && <span className="min-w-0 truncate text-ink-3">{tools.withoutResult}</span>}
    </ToolLine>
  )
}

function ToolResultLine({ part }: { part: ToolResult }) {
  const name = `Result${part.name === undefined ? '' : ` of ${part.name}`}`
  return <ToolLine name={name} value={part.result} exchange={<ToolResultValue part={part} />} />
}

type ToolLineProps = { name: string; value: unknown; exchange: ReactNode; children?: ReactNode }

function ToolLine({ name, value, exchange, children }: ToolLineProps) {
  const { steps } = useScene()
  return (
    <details open={steps === 'all'} className="group/call rounded-control border border-border bg-surface">
      <summary className="flex min-h-7 list-none items-center gap-2 px-2 text-12 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={13} aria-hidden className="flex-none text-ink-3 group-open/call:rotate-90" />
        <Wrench size={13} aria-hidden className="flex-none text-kind-tool" />
        <bdi className="max-w-[50%] flex-none truncate font-medium text-ink">{name}</bdi>
        <bdi className="min-w-0 flex-1 truncate font-mono text-ink-3">{oneLine(value)}</bdi>
        {children}
      </summary>
      <div className="border-t border-border px-3 py-2">{exchange}</div>
    </details>
  )
}
