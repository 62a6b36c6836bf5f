import { useEffect, useMemo, useState } from 'react'
import type { Outline } from '../../../api/contract/turn.ts'
import { useMedia } from '../../ui/media.ts'
import { cutIntoPieces } from './folded-time.ts'
import { replayScale } from './strip-scale.ts'

export const SPEEDS = [1, 4, 16] as const
export type Speed = (typeof SPEEDS)[number]

const TICK_MS = 100
/** Who asked for less motion sees it step. */
const CALM_TICK_MS = 1000

/** A replay of the session. Times are milliseconds since the epoch, except that played time leaves long pauses out. */
export type Playhead = {
  /** The moment it has come to; absent while there is no replay. */
  readonly atMs: number | undefined
  readonly isPlaying: boolean
  readonly speed: Speed
  readonly playedMs: number
  readonly lengthMs: number
  /** Starts a replay from the beginning, or ends it. */
  readonly toggle: () => void
  /** Goes on, from the beginning when it had reached the end, or holds. */
  readonly playOrHold: () => void
  readonly setSpeed: (speed: Speed) => void
  readonly scrub: (atMs: number) => void
}

/** Whether something said or done at a time has happened yet; all has while there is no replay. */
export function isShownAt(playheadMs: number | undefined, at: string): boolean {
  return playheadMs === undefined || Date.parse(at) <= playheadMs
}

type State = { readonly playedMs: number; readonly isPlaying: boolean }

/** Plays for some more time; stands still at the end. */
export function advance({ playedMs, isPlaying }: State, byMs: number, lengthMs: number): State {
  if (!isPlaying) return { playedMs, isPlaying }
  const nextMs = Math.min(playedMs + byMs, lengthMs)
  return { playedMs: nextMs, isPlaying: nextMs < lengthMs }
}

/** The replay of the session. Nothing is fetched for it. */
export function usePlayhead(outline: Outline | undefined): Playhead {
  const scale = useMemo(() => replayScale(cutIntoPieces(outline?.items ?? [], 0)), [outline])
  const [state, setState] = useState<State>()
  const [speed, setSpeed] = useState<Speed>(1)
  const tickMs = useMedia('(prefers-reduced-motion: reduce)') ? CALM_TICK_MS : TICK_MS
  const isPlaying = state?.isPlaying === true
  const lengthMs = scale.length

  useEffect(() => {
    if (!isPlaying) return
    let beforeMs = performance.now()
    const timer = setInterval(() => {
      const nowMs = performance.now()
      const byMs = (nowMs - beforeMs) * speed
      beforeMs = nowMs
      setState((now) => now && advance(now, byMs, lengthMs))
    }, tickMs)
    return () => clearInterval(timer)
  }, [isPlaying, speed, tickMs, lengthMs])

  const toggle = () => setState((now) => (now ? undefined : { playedMs: 0, isPlaying: true }))
  return {
    atMs: state && scale.momentAt(state.playedMs),
    isPlaying,
    speed,
    playedMs: state?.playedMs ?? 0,
    lengthMs,
    toggle,
    playOrHold: () =>
      setState((now) => {
        const playedMs = now?.playedMs ?? 0
        return now?.isPlaying ? { playedMs, isPlaying: false } : { playedMs: playedMs < lengthMs ? playedMs : 0, isPlaying: true }
      }),
    setSpeed,
    scrub: (atMs) => setState((now) => ({ playedMs: scale.place(atMs), isPlaying: now?.isPlaying ?? false })),
  }
}
