import { Link } from '@tanstack/react-router'
import type { SpanDetail, SpanFieldReading } from '../../../api/contract/span.ts'
import { formatPlural } from '../../format/number.ts'
import { IdText } from '../../ui/value.tsx'
import { fieldWords, readingWords, valueWords } from '../reading-words.ts'

/** How the span was read: each field with its value, the rule that decided, where it stood, and what lost. */
export function ReadTab({ detail }: { detail: SpanDetail }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-12 text-ink-3">
        What was understood of this span, and why. From scope <span className="font-mono">{detail.scope.name || '(no name)'}</span>
        {detail.scope.version === undefined ? '' : ` ${detail.scope.version}`}.
      </p>
      <dl className="flex flex-col">
        {detail.readings?.map((reading) => (
          <div key={reading.field} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 border-t border-border py-1.5 max-sm:grid-cols-1">
            <dt className="text-12 text-ink-2">{fieldWords(reading.field)}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <Reading reading={reading} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Reading({ reading }: { reading: SpanFieldReading }) {
  const { field, value, rule, keys, others, spanIds = [] } = reading
  return (
    <>
      <p dir="auto" className="font-medium">
        {valueWords(field, value)}
      </p>
      <p className="text-12 text-ink-2">{readingWords(rule, value)}</p>
      <Keys keys={keys} />
      {spanIds.length > 0 && (
        <ul className="text-12">
          {spanIds.map((id) => (
            <li key={id}>
              <Link to="." search={(before) => ({ ...before, span: id })} className="inline-block min-h-6 text-accent hover:underline">
                span <IdText id={id} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details className="text-12">
          <summary className="min-h-6 text-ink-3">{formatPlural(others.length, 'other')} that lost</summary>
          <ul className="flex flex-col gap-1 border-s-2 border-border ps-2">
            {others.map((other, at) => (
              <li key={at}>
                <p dir="auto" className="text-ink-2">
                  {valueWords(field, other.value)} <span className="text-ink-3">· {readingWords(other.rule, other.value)}</span>
                </p>
                <Keys keys={other.keys} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return null
  return (
    <ul className="font-mono text-11 text-ink-3">
      {keys.map((key) => (
        <li key={key}>{key}</li>
      ))}
    </ul>
  )
}
