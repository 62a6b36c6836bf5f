import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { SpanDetail } from '../../../api/contract/span.ts'
import { useCut } from '../../content/cut-source.ts'
import { WholeText } from '../../content/whole-value.tsx'
import { CopyValue } from '../../content/copy-value.tsx'
import { JsonView } from '../../content/json-view.tsx'
import { PlainText } from '../../content/long-text.tsx'
import { readJsonText, writeJson } from '../../content/parse-json.ts'
import { FilterButton } from '../../filter/filterable.tsx'
import { formatBytes, formatPlural } from '../../format/number.ts'
import { copyText } from '../../ui/copy-button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { groupAttributes, type AttributeEntry } from './attribute-groups.ts'
import { ScrollRegion } from '../../content/scroll-region.tsx'

/** Longer values are shown when asked for. */
const SHOWN_LENGTH_MAX = 8192
const ROW_PX = 40
/** Nobody filters by a longer value. */
const FILTERABLE_LENGTH_MAX = 300

type Line = { readonly title: string; readonly count: number } | AttributeEntry

/** All attributes of the span, its resource and its scope: grouped, searched, drawn where they are looked at. */
export function AttributesTab({ detail }: { detail: SpanDetail }) {
  const [find, setFind] = useState('')
  const lookedFor = useDeferredValue(find)
  const lines = useMemo<readonly Line[]>(
    () => groupAttributes(detail, lookedFor).flatMap(({ title, entries }) => [{ title, count: entries.length }, ...entries]),
    [detail, lookedFor],
  )
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => keyOfLine(lines[at], at),
    overscan: 8,
  })
  return (
    <>
      <div className="flex-none px-3 py-2">
        <TextField
          label="Search attributes"
          isLabelHidden
          placeholder="Search attributes"
          type="search"
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        {lookedFor !== '' && detail.cuts !== undefined && detail.cuts.length > 0 && (
          <p className="pt-1 text-12 text-ink-3">Of shortened values the beginning is searched.</p>
        )}
        {detail.dropped.attributes > 0 && (
          <p className="pt-1 text-12 text-warning">The SDK dropped {formatPlural(detail.dropped.attributes, 'more attribute')}.</p>
        )}
      </div>
      <ScrollRegion ref={scroller} label="Attributes" className="min-h-0 flex-1 overflow-auto px-3 pb-3">
        {lines.length === 0 && <p className="text-ink-3">No attribute matches.</p>}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LineView line={lines[item.index]} />
            </div>
          ))}
        </div>
      </ScrollRegion>
    </>
  )
}

function keyOfLine(line: Line | undefined, at: number): string {
  if (!line) return String(at)
  return 'title' in line ? `title ${line.title}` : `${at} ${line.key}`
}

function LineView({ line }: { line: Line | undefined }) {
  if (!line) return null
  if ('title' in line) {
    return (
      <h3 className="pt-3 pb-1 text-12 font-semibold text-ink-2">
        {line.title} <span className="font-normal text-ink-3">{line.count}</span>
      </h3>
    )
  }
  return <Attribute entry={line} />
}

function Attribute({ entry: { key: name, value, holder } }: { entry: AttributeEntry }) {
  const cut = useCut(holder, name)
  const text = typeof value === 'object' && value !== null ? undefined : String(value)
  const length = text?.length ?? (JSON.stringify(value) ?? '').length
  const [isShown, setShown] = useState(length <= SHOWN_LENGTH_MAX)
  return (
    <div className="group flex items-start gap-2 border-t border-border py-1">
      <div className="min-w-0 flex-1">
        <button
          type="button"
          data-tip="Copy the name"
          onClick={() => void copyName(name)}
          className="text-start font-mono text-12 text-ink-3 [overflow-wrap:anywhere] hover:text-ink hover:underline"
        >
          {name}
        </button>
        {cut ? (
          <WholeText {...cut} preview={String(value)} label={name} isMono />
        ) : isShown ? (
          <AttributeValue name={name} value={value} text={text} />
        ) : (
          <button type="button" onClick={() => setShown(true)} className="min-h-6 rounded-control text-accent hover:underline">
            Show {formatBytes(length)}
          </button>
        )}
      </div>
      {text !== undefined && text !== '' && text.length <= FILTERABLE_LENGTH_MAX && (
        <FilterButton of={{ field: 'attr', key: name, value: text }} />
      )}
      {!cut && <CopyValue write={() => text ?? writeJson(value)} label={`Copy the value of ${name}`} />}
    </div>
  )
}

async function copyName(name: string): Promise<void> {
  if (await copyText(name)) toast('The name is copied.')
}

/** JSON that takes more than a line reads better as a tree. */
const TREE_LENGTH_MIN = 80

function AttributeValue({ name, value, text }: { name: string; value: unknown; text: string | undefined }) {
  const json = useMemo(() => (text === undefined ? undefined : readJsonText(text)), [text])
  const [isParsed, setParsed] = useState(json !== undefined && (text?.length ?? 0) >= TREE_LENGTH_MIN)
  if (text === undefined) return <JsonView value={value} label={name} />
  return (
    <>
      {isParsed ? <JsonView value={json} label={name} /> : <PlainText text={text} label={name} isMono />}
      {json && (
        <button
          type="button"
          aria-pressed={isParsed}
          onClick={() => setParsed(!isParsed)}
          className="min-h-6 rounded-control text-12 text-accent hover:underline"
        >
          {isParsed ? 'as text' : 'as JSON'}
        </button>
      )}
    </>
  )
}
