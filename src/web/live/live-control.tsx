import { useNavigate, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { useKeys } from '../keys/keys.ts'
import { useIsHeld } from './hold-state.ts'
import { useLink } from './use-live.ts'

type LiveSearch = { readonly live?: string; readonly to?: string }

/** Whether the list on screen may change by itself. */
export function isLiveOn({ live, to }: LiveSearch): boolean {
  return live !== '0' && (to === undefined || to === 'now')
}

const STATES = {
  live: { word: 'Live', dot: 'bg-ok', tip: 'The list changes as things happen' },
  held: { word: 'Held', dot: 'bg-ok opacity-50', tip: 'Rows stay where they are while you point at them or have scrolled; numbers go on' },
  paused: { word: 'Paused', dot: 'border border-ink-3', tip: 'Paused by you' },
  reconnecting: { word: 'Reconnecting', dot: 'bg-warning', tip: 'The connection was lost; the list is asked again every 10 seconds' },
  off: { word: 'Live off', dot: 'border border-ink-3', tip: 'The time range ends at a fixed moment, so nothing new can come' },
} as const

/** Says how the list on screen is kept up to date, and stops or starts that. */
export function LiveControl() {
  const search: LiveSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const isHeld = useIsHeld()
  const link = useLink()
  const isPossible = isLiveOn({ ...search, live: undefined })
  const isOn = isLiveOn(search)
  const state = !isPossible ? 'off' : !isOn ? 'paused' : link === 'polling' ? 'reconnecting' : isHeld ? 'held' : 'live'
  const flip = () =>
    isPossible && void navigate({ to: '.', search: (before) => ({ ...before, live: isOn ? '0' : undefined }), replace: true })
  useKeys('Lists', [{ keys: 'l', label: 'Live updates', run: flip }])
  const { word, dot, tip } = STATES[state]
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`Live updates: ${word}`}
      data-tip={`${tip}  L`}
      disabled={!isPossible}
      onClick={flip}
      className="inline-flex h-8 flex-none items-center gap-1.5 rounded-control px-2 text-13 text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-50"
    >
      <span aria-hidden className={clsx('size-2 rounded-full', dot)} />
      <span className="max-sm:sr-only">{word}</span>
    </button>
  )
}
