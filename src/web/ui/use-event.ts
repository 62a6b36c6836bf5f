import { useCallback, useLayoutEffect, useRef } from 'react'

/** A function that stays the same and does what its latest version does; for handlers, not for rendering. */
export function useEvent<Args extends unknown[], Result>(run: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
