import type { InferredFrom } from '../../model/session.ts'

const REASONS: Record<InferredFrom, string> = {
  history: 'No span names this session. Each turn repeats the conversation of the one before.',
  user: 'No span names this session. The same user did this without a long pause.',
}

/** Marks what we put together ourselves. */
export function InferredMark({ from }: { from: InferredFrom | undefined }) {
  if (from === undefined) return null
  return (
    <span data-tip={REASONS[from]} className="flex-none rounded-full border border-dashed border-border-strong px-1.5 text-12 text-ink-3">
      inferred
    </span>
  )
}
