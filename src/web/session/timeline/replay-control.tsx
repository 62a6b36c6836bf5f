import clsx from 'clsx'
import { Pause, Play, X } from 'lucide-react'
import { useKeys } from '../../keys/keys.ts'
import { formatStopwatch } from '../../format/duration.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SPEEDS, type Playhead } from './playhead.ts'

/** Starts the replay; while there is one, holds it, changes its speed and ends it. */
export function ReplayControl({ playhead }: { playhead: Playhead }) {
  useKeys('Session', playhead.lengthMs > 0 ? [{ keys: 'r', label: 'Replay: start and end', run: playhead.toggle }] : [])
  if (playhead.atMs !== undefined) return <Running playhead={playhead} />
  return (
    <Button
      variant="quiet"
      className="max-md:px-1.5"
      icon={Play}
      tip="See the session happen again  R"
      disabled={playhead.lengthMs === 0}
      onClick={playhead.toggle}
    >
      <span className="max-md:sr-only">Replay</span>
    </Button>
  )
}

function Running({ playhead }: { playhead: Playhead }) {
  const { isPlaying, speed, playedMs, lengthMs } = playhead
  useKeys('Replay', [{ keys: 'Escape', label: 'End the replay', run: playhead.toggle }])
  return (
    <div role="group" aria-label="Replay" className="flex flex-none items-center gap-1 rounded-control border border-control px-0.5">
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? 'Hold' : playedMs < lengthMs ? 'Go on' : 'Play again'}
        onClick={playhead.playOrHold}
      />
      <span className="hidden min-w-20 text-center text-12 text-ink-2 sm:inline" data-tip="Played, of the whole; long pauses take a second">
        {formatStopwatch(playedMs)} / {formatStopwatch(lengthMs)}
      </span>
      {SPEEDS.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === speed}
          aria-label={`Speed ${one}x`}
          onClick={() => playhead.setSpeed(one)}
          className={clsx(
            'h-6 min-w-6 rounded-control px-1 text-12 font-medium',
            one === speed ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-hover',
          )}
        >
          {one}x
        </button>
      ))}
      <IconButton icon={X} label="End the replay" keys="R" onClick={playhead.toggle} />
    </div>
  )
}
