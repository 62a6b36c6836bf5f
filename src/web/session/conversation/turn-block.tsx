import { Component, memo, useId, type ReactNode } from 'react'
import type { OutlineTurn } from '../../../api/contract/turn.ts'
import { formatDuration } from '../../format/duration.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { firstWords, IDLE_MIN_MS } from './outline-rows.ts'
import { useScene } from './scene.ts'
import { TurnBody } from './turn-body.tsx'
import { TurnLine } from './turn-line.tsx'
import { useTurn } from './use-turn.ts'

type TurnBlockProps = { place: OutlineTurn; isAfterWait: boolean; isCurrent: boolean; untilMs: number | undefined }

/** One turn of the conversation. Until it has come, the outline's words stand in for it. */
export const TurnBlock = memo(function TurnBlock({ place, isAfterWait, isCurrent, untilMs }: TurnBlockProps) {
  const { project, sessionId, steps } = useScene()
  const turn = useTurn(project, sessionId, place, steps)
  const headingId = useId()
  return (
    <section
      aria-labelledby={headingId}
      aria-current={isCurrent || undefined}
      aria-busy={turn.isPending}
      data-turn={place.index + 1}
      className="mx-auto max-w-[55rem] px-3 pb-6 sm:px-5"
    >
      <Rest lastsMs={place.gapBeforeMs ?? 0} isWait={isAfterWait} />
      <TurnLine place={place} headingId={headingId} />
      {turn.data ? (
        <TurnBoundary>
          <TurnBody turn={turn.data} untilMs={untilMs} />
        </TurnBoundary>
      ) : turn.error ? (
        <ErrorPanel title="This turn could not be loaded" error={turn.error} onRetry={() => void turn.refetch()} />
      ) : (
        <Sketch place={place} />
      )}
    </section>
  )
})

/** A long rest before a turn. */
function Rest({ lastsMs, isWait }: { lastsMs: number; isWait: boolean }) {
  if (lastsMs < IDLE_MIN_MS) return null
  return (
    <p className={`flex items-center gap-3 pb-3 text-12 ${isWait ? 'text-waiting' : 'text-ink-3'}`}>
      <span aria-hidden className="flex-1 border-t border-dashed border-border" />
      {formatDuration(lastsMs)} {isWait ? 'waiting for a human' : 'idle'}
      <span aria-hidden className="flex-1 border-t border-dashed border-border" />
    </p>
  )
}

function Sketch({ place }: { place: OutlineTurn }) {
  return (
    <div aria-hidden className="flex flex-col gap-3 sm:ps-[6.25rem]">
      <p className="line-clamp-2 rounded-card border border-border bg-surface px-3 py-1.5 text-14 text-ink-3">{firstWords(place)}</p>
      <div className="h-3 w-1/2 rounded-control bg-hover" />
      <div className="h-24 rounded-card bg-hover opacity-50" />
    </div>
  )
}

/** A turn that cannot be drawn says so by itself; the others stay. */
class TurnBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === undefined) return this.props.children
    return <ErrorPanel title="This turn could not be shown" error={this.state.error} onRetry={() => this.setState({ error: undefined })} />
  }
}
