/** Which of the two sessions something belongs to. */
export function SideBadge({ side }: { side: 'A' | 'B' | 'A = B' }) {
  return (
    <span className="inline-flex h-5 min-w-5 flex-none items-center justify-center rounded-control border border-control px-1 text-11 font-semibold text-ink-2">
      {side}
    </span>
  )
}
