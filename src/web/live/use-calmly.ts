import { useEffect, useRef, useState } from 'react'

const SAY_EVERY_MS = 10_000

/** The text, for those who hear it: at once, and then no more often than every ten seconds. */
export function useCalmly(text: string): string {
  const [said, say] = useState(text)
  const saidAtMs = useRef(0)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        saidAtMs.current = performance.now()
        say(text)
      },
      Math.max(0, saidAtMs.current + SAY_EVERY_MS - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [text])
  return said
}
