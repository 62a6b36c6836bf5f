import { Bot, Hand, PanelRight, Settings2, User, UserCheck, Wrench, type LucideIcon } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { TurnMessage } from '../../../api/contract/turn.ts'
import type { MessagePart } from '../../../model/message.ts'
import { CopyValue } from '../../content/copy-value.tsx'
import { CutSource } from '../../content/cut-source.ts'
import { Folded } from '../../content/folded.tsx'
import { MediaSource } from '../../content/media-source.ts'
import { writeJson } from '../../content/parse-json.ts'
import { blobAddress } from '../../data/blobs.ts'
import { formatPlural } from '../../format/number.ts'
import { IconButton } from '../../ui/button.tsx'
import type { StepsShown } from '../session-url.ts'
import { Row } from './row.tsx'
import { SaidPart } from './said-part.tsx'
import { Worded } from './worded.tsx'
import { useScene } from './scene.ts'
import { cutSourceOf, type TurnTools } from './turn-tools.ts'

type Look = { readonly word: string; readonly icon: LucideIcon; readonly side: string; readonly body: string }

const LOOKS: Readonly<Record<TurnMessage['role'], Look>> = {
  system: { word: 'System', icon: Settings2, side: 'text-ink-3', body: 'py-1' },
  user: { word: 'User', icon: User, side: 'text-accent', body: 'rounded-card border border-border bg-surface px-3 py-1.5' },
  assistant: { word: 'Assistant', icon: Bot, side: 'text-ink-2', body: 'px-3 py-1.5' },
  tool: { word: 'Tool', icon: Wrench, side: 'text-ink-3', body: 'py-1' },
  human: { word: 'Human', icon: UserCheck, side: 'text-waiting', body: 'rounded-card border border-waiting bg-surface px-3 py-1.5' },
  interrupt: { word: 'Asks', icon: Hand, side: 'text-waiting', body: 'rounded-card border border-waiting bg-waiting-soft px-3 py-1.5' },
}

type SaidProps = { traceId: string; message: TurnMessage; index: number; tools: TurnTools; isContinued: boolean }

/** One message, without the tool results that stand under their calls. */
export function Said({ traceId, message, index, tools, isContinued }: SaidProps) {
  const scene = useScene()
  const box = useRef<HTMLElement>(null)
  const isHit = scene.hit?.traceId === traceId && scene.hit.message === index
  useEffect(() => {
    if (isHit) box.current?.scrollIntoView({ block: 'nearest' })
  }, [isHit])
  const parts = shownParts(message, tools, scene.steps)
  const cuts = useMemo(() => cutSourceOf(scene.project, traceId, message), [scene.project, traceId, message])
  const { word, icon, side, body } = LOOKS[message.role]
  return (
    <Row icon={icon} label={word} note={message.name} look={side} isContinued={isContinued}>
      <CutSource value={cuts}>
        <MediaSource value={blobAddress(scene.project, traceId, message.spanId)}>
          <article ref={box} aria-label={`${word} message`} data-message={index} className={`group relative ${body}`}>
            <Deeds traceId={traceId} message={message} />
            <Folded what={sizeOf(message)} isOpen={isHit}>
              <div className="flex flex-col gap-2">
                {message.role === 'human' && message.text !== '' ? (
                  <Worded text={message.text} value={valueIn(message)} />
                ) : (
                  parts.map((part, at) => <SaidPart key={at} part={part} traceId={traceId} tools={tools} />)
                )}
                {message.parts.length === 0 && <p className="text-ink-3">Nothing was recorded in this message.</p>}
              </div>
            </Folded>
            {message.finishReason !== undefined && !QUIET_REASONS.test(message.finishReason) && (
              <p className="mt-1 text-12 text-warning">ended by {message.finishReason}</p>
            )}
          </article>
        </MediaSource>
      </CutSource>
    </Row>
  )
}

/** How a model call usually ends. */
const QUIET_REASONS = /^(stop|end_?turn|tool[_-]?(calls?|use)|function_call|completed?|success|unknown)$/i

/** What an answer hands over beside its words. */
function valueIn({ parts }: TurnMessage): unknown {
  const [part] = parts
  return parts.length === 1 && part?.type === 'other' && typeof part.value === 'object' ? part.value : undefined
}

function Deeds({ traceId, message }: { traceId: string; message: TurnMessage }) {
  const { selectSpan } = useScene()
  return (
    <span className="absolute end-1 top-0.5 z-[1] flex rounded-control bg-surface opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:static pointer-coarse:float-end pointer-coarse:opacity-100">
      <CopyValue write={() => (message.text === '' ? writeJson(message.parts) : message.text)} label="Copy message" />
      <IconButton
        icon={PanelRight}
        label="Show the span that said it"
        size={13}
        className="!size-6"
        onClick={() => selectSpan(traceId, message.spanId)}
      />
    </span>
  )
}

/** Tool results stand under their calls; without steps, calls are not shown either. */
function shownParts({ parts }: TurnMessage, tools: TurnTools, steps: StepsShown): readonly MessagePart[] {
  return parts.filter((part) => !tools.isPaired(part) && (steps !== 'none' || !isToolPart(part)))
}

/** Whether anything is left of a message to show. */
export function isShown(message: TurnMessage, tools: TurnTools, steps: StepsShown): boolean {
  return message.parts.length === 0 || shownParts(message, tools, steps).length > 0
}

function isToolPart({ type }: MessagePart): boolean {
  return type === 'tool_call' || type === 'tool_result'
}

function sizeOf({ text, parts }: TurnMessage): string {
  return text === '' ? formatPlural(parts.length, 'part') : `(${formatPlural(text.split('\n').length, 'line')})`
}
