import { useEffect, useRef, useSyncExternalStore } from 'react'
import { addInterest, currentLink, watchLink, type Interest, type Link } from './connection.ts'

/** Hears of changes while the component is mounted and `isOn`. */
export function useLive({ project, topics, filter, ...handlers }: Interest, isOn = true): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  const key = JSON.stringify([project, topics, filter])
  useEffect(() => {
    if (!isOn) return undefined
    const [project, topics, filter] = JSON.parse(key) as [string, string[], Interest['filter']]
    return addInterest({
      project,
      topics,
      filter,
      onHello: (serverMs) => latest.current.onHello?.(serverMs),
      onEvents: (events) => latest.current.onEvents(events),
      onResync: () => latest.current.onResync(),
    })
  }, [key, isOn])
}

export function useLink(): Link {
  return useSyncExternalStore(watchLink, currentLink)
}
