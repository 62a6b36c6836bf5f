import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { CopyValue } from './copy-value.tsx'
import { previewOf, type JsonRow } from './json-rows.ts'
import { readJsonText, writeJson } from './parse-json.ts'

const STRING_SHOWN = 200
const INDENT_PX = 14
const INDENT_MAX = 16

type Props = { row: JsonRow; act: (row: JsonRow, deed: 'toggle' | 'parse' | 'more') => void }

export function JsonLine({ row, act }: Props) {
  const indent = { paddingInlineStart: Math.min(row.depth, INDENT_MAX) * INDENT_PX }
  if (row.kind === 'more') {
    return (
      <div style={indent}>
        <button type="button" onClick={() => act(row, 'more')} className="min-h-[22px] ps-4 text-accent hover:underline">
          {row.size.toLocaleString()} more
        </button>
      </div>
    )
  }
  const isContainer = row.kind === 'object' || row.kind === 'array'
  return (
    <div className="group flex min-h-[22px] items-start gap-1 px-1 hover:bg-hover" style={indent}>
      {isContainer ? <Container row={row} act={act} /> : <Leaf row={row} act={act} />}
      {row.isParsed && (
        <button type="button" onClick={() => act(row, 'parse')} className="px-1 text-accent hover:underline">
          as text
        </button>
      )}
      <span className="opacity-0 group-hover:opacity-100 focus-within:opacity-100">
        <CopyValue
          write={() => (typeof row.value === 'string' ? row.value : writeJson(row.value))}
          label={`Copy ${row.label ?? 'value'}`}
        />
      </span>
    </div>
  )
}

function Label({ row }: { row: JsonRow }) {
  return row.label === undefined ? null : <span className="shrink-0 text-ink-2">{row.label}: </span>
}

function Container({ row, act }: Props) {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight
  const preview = previewOf(row)
  if (row.size === 0) {
    return (
      <span className="ps-4">
        <Label row={row} />
        <span className="text-ink-3">{row.kind === 'array' ? '[]' : '{}'}</span>
      </span>
    )
  }
  return (
    <button
      type="button"
      aria-expanded={row.isOpen}
      onClick={() => act(row, 'toggle')}
      className="flex min-w-0 items-center gap-0.5 text-start whitespace-pre"
    >
      <Chevron aria-hidden size={14} className="shrink-0 text-ink-3" />
      <Label row={row} />
      <span className="truncate text-ink-3">{row.isOpen ? `${row.kind} · ${row.size.toLocaleString()}` : preview}</span>
    </button>
  )
}

const COLOURS: Readonly<Partial<Record<JsonRow['kind'], string>>> = {
  string: 'text-kind-embedding',
  number: 'text-kind-llm',
  boolean: 'text-kind-evaluator',
}

function Leaf({ row, act }: Props) {
  const [isWhole, setWhole] = useState(false)
  const text = typeof row.value === 'string' ? row.value : undefined
  const holdsJson = useMemo(() => text !== undefined && readJsonText(text) !== undefined, [text])
  const isCut = text !== undefined && text.length > STRING_SHOWN && !isWhole
  return (
    <span className="min-w-0 ps-4">
      <Label row={row} />
      <span dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${COLOURS[row.kind] ?? 'text-ink-3'}`}>
        {text === undefined ? String(row.value ?? 'null') : `"${isCut ? text.slice(0, STRING_SHOWN) : text}${isCut ? '…' : '"'}`}
      </span>
      {text !== undefined && text.length > STRING_SHOWN && (
        <button type="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)} className="px-1 text-accent hover:underline">
          {isWhole ? 'less' : `all ${text.length.toLocaleString()} characters`}
        </button>
      )}
      {holdsJson && (
        <button type="button" onClick={() => act(row, 'parse')} className="px-1 text-accent hover:underline">
          parse as JSON
        </button>
      )}
    </span>
  )
}
