import { useCallback, useEffect, useRef } from 'react'

const REST_MS = 1_000
/** Of the time, one part in so many at most is spent on it. */
const PARTS = 4

/** Calls that come while the work runs or rests become one, and what takes long is done less often. `leastRestMs`: how long it rests at least. */
export function useEventually(work: () => Promise<void>, leastRestMs = REST_MS): () => void {
  const isBusy = useRef(false)
  const isAsked = useRef(false)
  const isGone = useRef(false)
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  useEffect(() => {
    isGone.current = false
    return () => void (isGone.current = true)
  }, [])

  return useCallback(() => {
    isAsked.current = true
    if (!isBusy.current) void run()

    async function run() {
      isBusy.current = true
      while (isAsked.current && !isGone.current) {
        isAsked.current = false
        const beganMs = performance.now()
        await latest.current()
        const restMs = Math.max(leastRestMs, (performance.now() - beganMs) * (PARTS - 1))
        await new Promise((resolve) => setTimeout(resolve, restMs))
      }
      isBusy.current = false
    }
  }, [leastRestMs])
}
