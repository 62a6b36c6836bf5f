import { History } from 'lucide-react'
import { useMemo } from 'react'
import type { Turn } from '../../../api/contract/turn.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { isShownAt } from '../timeline/playhead.ts'
import { ErrorCard } from './error-card.tsx'
import { PauseCard } from './pause-card.tsx'
import { isShown, Said } from './said.tsx'
import { useScene } from './scene.ts'
import { StepsRow } from './steps-row.tsx'
import { SystemRow } from './system-row.tsx'
import { flowOf, type FlowItem } from './turn-flow.ts'
import { readTurnTools, type TurnTools } from './turn-tools.ts'

/** Everything of one turn, in the order it is read. */
export function TurnBody({ turn, untilMs }: { turn: Turn; untilMs: number | undefined }) {
  const { steps } = useScene()
  const tools = useMemo(() => readTurnTools(turn), [turn])
  const whole = useMemo(() => flowOf(turn), [turn])
  const flow = useMemo(
    () => whole.flatMap((item) => upTo(item, untilMs)).filter((item) => item.kind !== 'message' || isShown(item.message, tools, steps)),
    [whole, untilMs, tools, steps],
  )
  return (
    <div className="flex flex-col gap-2.5">
      {turn.system && <SystemRow turn={turn} system={turn.system} />}
      <Earlier turn={turn} />
      {flow.map((item, at) => (
        <Item key={at} traceId={turn.traceId} item={item} isContinued={isFromSame(flow[at - 1], item)} tools={tools} />
      ))}
      {turn.notRecorded && <NotRecorded turn={turn} detail={turn.notRecorded.detail} />}
    </div>
  )
}

/** As much of it as had happened by then. */
function upTo(item: FlowItem, untilMs: number | undefined): FlowItem[] {
  if (item.kind !== 'steps') return isShownAt(untilMs, timeOf(item)) ? [item] : []
  const steps = item.steps.filter(({ startedAt }) => isShownAt(untilMs, startedAt))
  return steps.length === item.steps.length ? [item] : steps.length === 0 ? [] : [{ kind: 'steps', steps }]
}

function timeOf(item: Exclude<FlowItem, { kind: 'steps' }>): string {
  if (item.kind === 'message') return item.message.at
  return item.kind === 'error' ? item.error.at : item.pause.since
}

function isFromSame(before: FlowItem | undefined, item: FlowItem): boolean {
  if (before?.kind === 'error' && item.kind === 'error') return before.error.recovered === item.error.recovered
  if (before?.kind !== 'message' || item.kind !== 'message') return false
  return before.message.role === item.message.role && before.message.name === item.message.name
}

type ItemProps = { traceId: string; item: FlowItem; isContinued: boolean; tools: TurnTools }

function Item({ traceId, item, isContinued, tools }: ItemProps) {
  switch (item.kind) {
    case 'message':
      return <Said traceId={traceId} message={item.message} index={item.index} tools={tools} isContinued={isContinued} />
    case 'steps':
      return <StepsRow traceId={traceId} steps={item.steps} />
    case 'error':
      return <ErrorCard traceId={traceId} error={item.error} isContinued={isContinued} />
    case 'pause':
      return <PauseCard traceId={traceId} pause={item.pause} question={item.question} />
  }
}

/** What was sent to the model besides what is new, as a quiet line that leads to the call that was given it all. */
function Earlier({ turn: { traceId, earlierMessages, history, steps } }: { turn: Turn }) {
  const { selectSpan } = useScene()
  if (earlierMessages === 0 && !history) return null
  const call = steps.find(({ kind }) => kind === 'llm')
  const words = [
    ...(earlierMessages > 0 ? [`${formatPlural(earlierMessages, 'earlier message')} sent`] : []),
    ...(history ? [`history changed: ${formatCount(history.removed)} removed, ${formatCount(history.added)} put in their place`] : []),
  ].join(' · ')
  const look = 'flex min-h-6 items-center gap-1.5 text-12 text-ink-3 sm:ms-[6.25rem] sm:px-3'
  const content = (
    <>
      <History size={13} aria-hidden /> {words}
    </>
  )
  if (!call) return <p className={look}>{content}</p>
  return (
    <button
      type="button"
      data-tip="Show the model call that was given them"
      onClick={() => selectSpan(traceId, call.spanId, 'io')}
      className={`${look} self-start rounded-control hover:text-ink hover:underline`}
    >
      {content}
    </button>
  )
}

function NotRecorded({ turn, detail }: { turn: Turn; detail: string }) {
  return (
    <p
      className={`rounded-card border border-dashed border-control px-3 py-1.5 text-ink-2 ${turn.messages.length === 0 ? '' : 'text-12'} sm:ms-[6.25rem]`}
    >
      {detail}
    </p>
  )
}
