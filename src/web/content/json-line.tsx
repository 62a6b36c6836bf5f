import { ChevronDown, ChevronRight, Link2 } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { copyText } from '../ui/copy-button.tsx'
import { toast } from '../ui/toast.tsx'
import { CopyValue } from './copy-value.tsx'
import { jsonPath } from './json-path.ts'
import { STRING_SHOWN, STRING_SHOWN_MAX, type JsonDeed, type JsonRow } from './json-rows.ts'

const INDENT_PX = 14
const INDENT_MAX = 16

type Act = (row: JsonRow, deed: JsonDeed) => void
export type JsonLineProps = { row: JsonRow; act: Act; write: (path: string) => string | Promise<string>; isFound?: boolean }

export function JsonLine({ row, act, write, isFound = false }: JsonLineProps) {
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
    <div
      aria-current={isFound || undefined}
      className={`group flex min-h-[22px] items-start gap-1 px-1 hover:bg-hover ${isFound ? 'bg-accent-soft' : ''}`}
      style={indent}
    >
      {isContainer ? <Container row={row} act={act} /> : <Leaf row={row} act={act} />}
      {row.isParsed && (
        <button type="button" onClick={() => act(row, 'parse')} className="px-1 text-accent hover:underline">
          as text
        </button>
      )}
      <span className="flex opacity-0 group-hover:opacity-100 focus-within:opacity-100">
        <CopyValue write={() => write(row.path)} label={`Copy ${row.label ?? 'value'}`} />
        {row.depth > 0 && <CopyPath path={row.path} />}
      </span>
    </div>
  )
}

function CopyPath({ path }: { path: string }) {
  const copy = async () => {
    if (await copyText(jsonPath(path))) toast('The path is copied.')
  }
  return <IconButton icon={Link2} label="Copy path" onClick={copy} size={13} className="!size-6" />
}

function Label({ row }: { row: JsonRow }) {
  return row.label === undefined ? null : <span className="shrink-0 text-ink-2">{row.label}: </span>
}

function Container({ row, act }: { row: JsonRow; act: Act }) {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight
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
      <span className="truncate text-ink-3">{row.isOpen ? `${row.kind} · ${row.size.toLocaleString()}` : row.text}</span>
    </button>
  )
}

const COLOURS: Readonly<Partial<Record<JsonRow['kind'], string>>> = {
  string: 'text-kind-embedding',
  number: 'text-kind-llm',
  boolean: 'text-kind-evaluator',
}

function Leaf({ row, act }: { row: JsonRow; act: Act }) {
  const isString = row.kind === 'string'
  return (
    <span className="min-w-0 ps-4">
      <Label row={row} />
      <span dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${COLOURS[row.kind] ?? 'text-ink-3'}`}>
        {isString ? `"${row.text}${row.text.length < row.size ? '…' : '"'}` : row.text}
      </span>
      {isString && row.size > STRING_SHOWN && <Whole row={row} act={act} />}
      {row.holdsJson && (
        <button type="button" onClick={() => act(row, 'parse')} className="px-1 text-accent hover:underline">
          parse as JSON
        </button>
      )}
    </span>
  )
}

function Whole({ row, act }: { row: JsonRow; act: Act }) {
  const isWhole = row.text.length > STRING_SHOWN
  const rest =
    row.size > STRING_SHOWN_MAX
      ? `${STRING_SHOWN_MAX.toLocaleString()} of ${row.size.toLocaleString()}`
      : `all ${row.size.toLocaleString()}`
  return (
    <button type="button" aria-expanded={isWhole} onClick={() => act(row, 'whole')} className="px-1 text-accent hover:underline">
      {isWhole ? 'less' : `${rest} characters`}
    </button>
  )
}
