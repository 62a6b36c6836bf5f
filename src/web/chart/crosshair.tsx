import { createContext, useContext, useState, useSyncExternalStore, type ReactNode } from 'react'

type Crosshair = {
  readonly now: () => number | undefined
  readonly point: (ms: number | undefined) => void
  readonly watch: (listener: () => void) => () => void
}

const Shared = createContext<Crosshair | undefined>(undefined)

/** The charts inside point at one moment together. */
export function SharedCrosshair({ children }: { children: ReactNode }) {
  const [crosshair] = useState(createCrosshair)
  return <Shared value={crosshair}>{children}</Shared>
}

/** The moment pointed at, in epoch milliseconds, and how to point at another. */
export function useCrosshair(): readonly [number | undefined, (ms: number | undefined) => void] {
  const shared = useContext(Shared)
  const [own] = useState(createCrosshair)
  const { now, point, watch } = shared ?? own
  return [useSyncExternalStore(watch, now), point]
}

function createCrosshair(): Crosshair {
  const listeners = new Set<() => void>()
  let current: number | undefined
  return {
    now: () => current,
    point(ms) {
      if (ms === current) return
      current = ms
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
