import { useQuery } from '@tanstack/react-query'
import { useContext, useMemo, useState } from 'react'
import { contract } from '../../api/contract/contract.ts'
import type { Cut } from '../../api/contract/cut.ts'
import { addressOf } from '../../client/client.ts'
import { fetchRead } from '../data/queries.ts'
import { formatBytes } from '../format/number.ts'
import { ErrorPanel } from '../ui/states.tsx'
import type { SpanAddress } from './cut-source.ts'
import { Unfold } from './folded.tsx'
import { JsonText } from './json-text.tsx'
import { JsonView } from './json-view.tsx'
import { PlainText } from './long-text.tsx'
import { readJsonText } from './parse-json.ts'
import { Prose } from './prose.tsx'

/** Longer values are for a file. */
const SHOWN_MAX = 25_000_000

const LINK = 'min-h-6 content-center rounded-control text-accent hover:underline'

type WholeTextProps = SpanAddress &
  Cut & {
    /** The beginning, as far as it was sent. */
    preview: string
    label?: string
    /** Never as Markdown or as a tree. */
    isPlain?: boolean
    isMono?: boolean
  }

/** A value of which only the beginning was sent: the rest comes when asked for. */
export function WholeText({ preview, label = 'text', isPlain = false, isMono = false, chars, isJson = false, ...place }: WholeTextProps) {
  const [isAsked, setAsked] = useState(false)
  const whole = useQuery({ ...wholeQuery(place), enabled: isAsked })
  const unfold = useContext(Unfold)
  const size = formatBytes(chars)
  const show = () => {
    setAsked(true)
    unfold()
  }
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-2 font-sans text-12 text-ink-3">
        {whole.data === undefined && (
          <span>
            The first {preview.length.toLocaleString()} of {chars.toLocaleString()} characters.
          </span>
        )}
        {!isAsked && chars <= SHOWN_MAX && (
          <button type="button" onClick={show} className={LINK}>
            Show all ({size})
          </button>
        )}
        {isAsked && whole.isPending && <span role="status">Loading {size} …</span>}
        {chars > SHOWN_MAX && <span>Too long to show here.</span>}
        <a href={addressOf(contract.getSpanValue.path, place, { pointer: place.pointer })} download className={LINK}>
          Download{whole.data === undefined ? '' : ` (${size})`}
        </a>
      </p>
      {whole.error && <ErrorPanel error={whole.error} onRetry={() => void whole.refetch()} />}
      {whole.data === undefined ? (
        <PlainText text={`${preview}…`} label={label} isMono={isMono || isJson} />
      ) : isJson ? (
        <Structure text={whole.data} label={label} />
      ) : isPlain ? (
        <PlainText text={whole.data} label={label} isMono={isMono} />
      ) : (
        <Prose text={whole.data} label={label} />
      )}
    </div>
  )
}

function Structure({ text, label }: { text: string; label: string }) {
  const value = useMemo(() => readJsonText(text), [text])
  return value === undefined ? <JsonText text={text} label={label} /> : <JsonView value={value} label={label} />
}

/** A byte order mark is part of the value. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

type Place = SpanAddress & Pick<Cut, 'pointer'>

function wholeQuery({ project, traceId, spanId, pointer }: Place) {
  const args = { params: { project, traceId, spanId }, query: { pointer } }
  return {
    queryKey: ['getSpanValue', args.params, args.query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => utf8.decode(await fetchRead('getSpanValue', args, signal)),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  }
}
