import { ArrowDown } from 'lucide-react'
import { useMemo } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { Button } from '../../ui/button.tsx'
import { usePrefetchedTurns } from './use-turn.ts'
import { TurnBlock } from './turn-block.tsx'
import type { Transcript } from './use-transcript.ts'

type TranscriptViewProps = { turns: readonly OutlineTurn[]; transcript: Transcript; isCut: boolean; untilMs: number | undefined }

/** The conversation, turn after turn; only what is in view is drawn and loaded. */
export function TranscriptView({ turns, transcript, isCut, untilMs }: TranscriptViewProps) {
  const { scroller, virtual, current, isAtEnd, toEnd } = transcript
  const answering = useMemo(() => new Set(turns.flatMap(({ waits }) => waits.map(({ resumedByTraceId }) => resumedByTraceId))), [turns])
  const items = virtual.getVirtualItems()
  usePrefetchedTurns(turns, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)
  const last = turns.at(-1)
  return (
    <div className="relative min-h-0 min-w-0 flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label="Conversation"
        className="h-full overflow-y-auto outline-offset-[-2px] [overflow-anchor:none]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          <div className="absolute inset-x-0" style={{ top: items[0]?.start ?? 0 }}>
            {items.map(({ key, index }) => {
              const place = turns[index]
              return (
                <div key={key} data-index={index} ref={virtual.measureElement}>
                  {place && (
                    <TurnBlock
                      place={place}
                      isAfterWait={answering.has(place.traceId)}
                      isCurrent={index === current}
                      untilMs={isOverAt(place, untilMs) ? undefined : untilMs}
                    />
                  )}
                  {isCut && index === turns.length - 1 && (
                    <p className="px-5 pb-6 text-center text-ink-3">The turns after these are in the Traces tab.</p>
                  )}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {last?.status === 'running' && !isAtEnd && (
        <Button icon={ArrowDown} onClick={toEnd} className="absolute bottom-4 left-1/2 -translate-x-1/2 shadow-overlay">
          Turn {last.index + 1} running
        </Button>
      )}
    </div>
  )
}

function isOverAt({ startedAt, durationMs }: OutlineTurn, untilMs: number | undefined): boolean {
  return untilMs === undefined || Date.parse(startedAt) + durationMs <= untilMs
}
