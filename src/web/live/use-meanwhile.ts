import { useEffect, useRef } from 'react'

/** Applies news at once, and those that came while an answer was on its way once more after it: it may be older than they are. */
export function useMeanwhile<News>(isFetching: boolean, apply: (news: News) => void): (news: News) => void {
  const kept = useRef<News[]>([])
  useEffect(() => {
    if (isFetching || kept.current.length === 0) return
    const all = kept.current
    kept.current = []
    for (const news of all) apply(news)
  })
  return (news) => {
    if (isFetching) kept.current.push(news)
    apply(news)
  }
}
