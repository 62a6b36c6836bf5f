import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Settings2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Turn } from '../../../api/contract/turn.ts'
import { Folded } from '../../content/folded.tsx'
import { PlainText } from '../../content/long-text.tsx'
import { Prose } from '../../content/prose.tsx'
import { read } from '../../data/queries.ts'
import { formatCount, formatPlural } from '../../format/number.ts'
import { Skeleton } from '../../ui/states.tsx'
import { Row } from './row.tsx'
import { useScene } from './scene.ts'

type System = NonNullable<Turn['system']>
type Changes = NonNullable<System['changes']>

/** The instructions, once: folded, with what changed where they did. */
export function SystemRow({ turn, system }: { turn: Turn; system: System }) {
  const { openPrompts, togglePrompt } = useScene()
  const isOpen = openPrompts.has(turn.traceId)
  const box = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    if (isOpen && !wasOpen.current) box.current?.scrollIntoView({ block: 'nearest' })
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <Row icon={Settings2} label="System" look="text-ink-3">
      <div ref={box} className="rounded-card border border-dashed border-border">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => togglePrompt(turn.traceId)}
          data-tip="P"
          className="flex min-h-8 w-full items-center gap-1.5 rounded-card px-3 text-start text-12 text-ink-2 hover:bg-hover"
        >
          <ChevronRight size={13} aria-hidden className={`flex-none text-ink-3 ${isOpen ? 'rotate-90' : ''}`} />
          <span>{system.isChanged ? 'System prompt changed' : 'System prompt'}</span>
          {system.changes && <ChangeCount changes={system.changes} />}
          <span className="text-ink-3">{formatCount(system.chars)} characters</span>
        </button>
        {isOpen && (
          <div className="border-t border-dashed border-border px-3 py-2">
            {system.changes ? <Difference changes={system.changes} /> : <Words turn={turn} system={system} />}
          </div>
        )}
      </div>
    </Row>
  )
}

function ChangeCount({ changes }: { changes: Changes }) {
  const countOf = (kind: 'added' | 'removed') => changes.filter((line) => line.kind === kind).length
  return (
    <span>
      <span className="text-ok">+{countOf('added')}</span> <span className="text-error">−{countOf('removed')}</span>
    </span>
  )
}

function Words({ turn, system }: { turn: Turn; system: System }) {
  const { project } = useScene()
  const sent = turn.messages.filter(({ role, cuts }) => role === 'system' && cuts === undefined)
  const span = useQuery({
    ...read('getSpan', { params: { project, traceId: turn.traceId, spanId: system.spanId } }),
    enabled: sent.length === 0,
  })
  const messages = sent.length > 0 ? sent : span.data?.messages.filter(({ role }) => role === 'system')
  if (!messages) return <Skeleton rows={2} rowHeight={28} />
  const text = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))).join('\n\n')
  return (
    <Folded what={`(${formatPlural(text.split('\n').length, 'line')})`}>
      <Prose text={text} label="system prompt" />
    </Folded>
  )
}

const SAME_SHOWN = 3
const LINE_LOOKS = { same: 'text-ink-2', added: 'bg-ok-soft text-ok', removed: 'bg-error-soft text-error' }
const LINE_MARKS = { same: ' ', added: '+', removed: '−' }

/** Line by line against the instructions before; long stretches that stayed are left out. */
function Difference({ changes }: { changes: Changes }) {
  const isNear = (at: number) => changes.slice(Math.max(0, at - SAME_SHOWN), at + SAME_SHOWN + 1).some(({ kind }) => kind !== 'same')
  return (
    <Folded what={`(${formatPlural(changes.length, 'line')})`}>
      <div className="overflow-x-auto font-mono">
        {changes.map(({ kind, text }, at) =>
          kind !== 'same' || isNear(at) ? (
            <div key={at} className={`flex gap-2 px-1 ${LINE_LOOKS[kind]}`}>
              <span aria-hidden className="flex-none text-12 select-none">
                {LINE_MARKS[kind]}
              </span>
              {kind !== 'same' && <span className="sr-only">{kind}: </span>}
              <PlainText text={text} label="line" isMono />
            </div>
          ) : changes[at - 1] === undefined || isNear(at - 1) ? (
            <div key={at} className="px-1 text-12 text-ink-3">
              ⋯
            </div>
          ) : undefined,
        )}
      </div>
    </Folded>
  )
}
