import { useState, type ReactNode } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import type { Message } from '../../../model/message.ts'
import { useCut } from '../../content/cut-source.ts'
import { Messages } from '../../content/message-view.tsx'
import { Value } from '../../content/value.tsx'
import { InterruptCard } from './interrupt-card.tsx'

/** Longer histories begin folded: what came last is what this span is about. */
const MESSAGES_SHOWN = 8

/** What went into the span and what came out of it. */
export function IoTab({ detail }: { detail: SpanDetail }) {
  const went = detail.messages.filter((message) => message.direction === 'input')
  const came = detail.messages.filter((message) => message.direction === 'output')
  const isPause = detail.outcome === 'interrupted'
  const hasNothing = detail.messages.length === 0 && detail.input === undefined && detail.output === undefined
  return (
    <div className="flex flex-col gap-4">
      {isPause && <InterruptCard interrupt={detail.interrupt} />}
      {hasNothing ? (
        !isPause && <NotRecorded detail={detail} />
      ) : (
        <>
          <Side title="Input" messages={went} detail={detail} field="input" />
          <Side title="Output" messages={came} detail={detail} field="output" />
        </>
      )}
    </div>
  )
}

type SideProps = { title: string; messages: readonly Message[]; detail: SpanDetail; field: 'input' | 'output' }

function Side({ title, messages, detail, field }: SideProps) {
  const value = detail[field]
  const cut = useCut(detail, field)
  return (
    <section aria-label={title}>
      <h3 className="pb-1.5 text-12 font-semibold text-ink-2">{title}</h3>
      {messages.length > 0 ? (
        <Recent messages={messages} />
      ) : value === undefined ? (
        <p className="text-ink-3">Not recorded.</p>
      ) : (
        <Boxed>
          <Value value={value} label={field} cut={cut} />
        </Boxed>
      )}
    </section>
  )
}

function Boxed({ children }: { children: ReactNode }) {
  return <div className="rounded-card border border-border p-2">{children}</div>
}

function Recent({ messages }: { messages: readonly Message[] }) {
  const [isWhole, setWhole] = useState(messages.length <= MESSAGES_SHOWN)
  const earlier = messages.length - MESSAGES_SHOWN
  if (isWhole) return <Messages messages={messages} />
  return (
    <>
      <button type="button" onClick={() => setWhole(true)} className="mb-2 min-h-6 rounded-control text-12 text-accent hover:underline">
        Show {earlier} earlier {earlier === 1 ? 'message' : 'messages'}
      </button>
      <Messages messages={messages.slice(earlier)} />
    </>
  )
}

/** Says why there may be nothing: absence is normal, and never an error. */
function NotRecorded({ detail }: { detail: SpanDetail }) {
  const isModelWork = !['other', 'event'].includes(detail.kind)
  return (
    <div className="rounded-card border border-dashed border-control p-3 text-ink-2">
      <p className="font-medium text-ink">
        {detail.isPending ? 'Nothing yet: the span is still running.' : 'No input or output was recorded.'}
      </p>
      {isModelWork && !detail.isPending && (
        <p className="mt-1">
          The SDK may leave content out: see <Name>TRACELOOP_TRACE_CONTENT</Name>,{' '}
          <Name>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</Name>, <Name>OPENINFERENCE_HIDE_INPUTS</Name>, or recordInputs of the AI
          SDK.
        </p>
      )}
      {detail.dropped.attributes > 0 && (
        <p className="mt-1">
          The SDK dropped {detail.dropped.attributes.toLocaleString('en')} attributes of this span: raise{' '}
          <Name>OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT</Name>.
        </p>
      )}
    </div>
  )
}

function Name({ children }: { children: string }) {
  return <code className="font-mono text-12 [overflow-wrap:anywhere]">{children}</code>
}
