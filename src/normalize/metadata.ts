import type { AnyValue, Attributes } from '../model/any-value.ts'
import { decodeContent, isRecord } from './json.ts'
import { METADATA, METADATA_OBJECTS } from './precedence.ts'
import { clipText, textOf } from './scalar.ts'

const MOST_KEYS = 100
const LONGEST_KEY = 200
const LONGEST_VALUE = 1000

/** Better ones have smaller ranks; where one begins like another, the longer one owns what follows. */
type Prefix = { readonly start: string; readonly rank: number }
const RANKS: ReadonlyMap<string, number> = new Map(METADATA.map((prefix, rank) => [prefix, rank]))
const BY_LETTER = new Map<string, readonly Prefix[]>()
for (const [prefix, rank] of [...RANKS].sort(([a], [b]) => b.length - a.length)) {
  BY_LETTER.set(prefix[0]!, [...(BY_LETTER.get(prefix[0]!) ?? []), { start: `${prefix}.`, rank }])
}

/** What the app hung on the span, whatever the convention, by the app's own keys: sorted, at most 100, values as text. */
export function readMetadata(attributes: Attributes): ReadonlyMap<string, string> {
  const best = new Map<string, { readonly text: string; readonly rank: number }>()
  const note = (key: string, value: unknown, rank: number) => {
    const text = clipText(textOf(value as AnyValue) || jsonOf(value), LONGEST_VALUE)
    if (text === '' || key === '' || key.length > LONGEST_KEY) return
    const known = best.get(key)
    if (known === undefined || rank < known.rank || (rank === known.rank && text < known.text)) best.set(key, { text, rank })
  }
  for (const [name, value] of attributes) {
    if (METADATA_OBJECTS.has(name)) noteObject(value, RANKS.get(name)!, note)
    const owner = BY_LETTER.get(name[0] ?? '')?.find(({ start }) => name.startsWith(start))
    if (owner !== undefined) note(name.slice(owner.start.length).toWellFormed(), decodeLists(value), owner.rank)
  }
  const entries = [...best].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_KEYS)
  return new Map(entries.map(([key, { text }]) => [key, text]))
}

function noteObject(value: AnyValue, rank: number, note: (key: string, value: unknown, rank: number) => void): void {
  if (typeof value === 'string' && !value.trimStart().startsWith('{')) return
  const entries = decodeContent(value)
  if (isRecord(entries)) for (const [key, entry] of Object.entries(entries)) note(key.toWellFormed(), entry, rank)
}

function decodeLists(value: AnyValue): unknown {
  return typeof value === 'object' && !(value instanceof Uint8Array) ? decodeContent(value) : value
}

/** Of plain lists and objects; empty for all else. */
function jsonOf(value: unknown): string {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? JSON.stringify(value).toWellFormed() : ''
}
