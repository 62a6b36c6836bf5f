import { Prose } from '../../content/prose.tsx'
import { Value } from '../../content/value.tsx'

/** A question or an answer as words, and all that was handed over with them folded below. */
export function Worded({ text, value, label = 'answer' }: { text: string; value: unknown; label?: string }) {
  return (
    <div>
      <Prose text={text} label={label} />
      {typeof value === 'object' && (
        <details className="mt-1">
          <summary className="min-h-6 w-max text-12 text-ink-2">All it handed over</summary>
          <Value value={value} label={`whole ${label}`} />
        </details>
      )}
    </div>
  )
}
