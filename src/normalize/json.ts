import type { AnyValue } from '../model/any-value.ts'
import { nestsDeeper } from './json-depth.ts'
import { cleanText, textOfBytes } from './scalar.ts'

export type JsonRecord = { readonly [key: string]: unknown }

/** Longer text is kept as text: nobody reads it as a structure, and parsing it would hold up the queue. */
const LONGEST_JSON = 8 * 1024 * 1024
const DEEPEST_NESTING = 3
const DEEPEST_JSON = 100

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What a content attribute says: JSON text becomes the value it encodes, up to three encodings deep; anything that does
 * not parse (cut off, Python repr, prose) stays the text it is. `undefined` stands for nothing.
 */
export function decodeContent(value: AnyValue): unknown {
  const plain = plainOf(value)
  return typeof plain === 'string' ? decodeText(plain) : plain
}

/** The same for a value that is already plain JSON, such as tool arguments held as a string inside a message. */
export function decodeText(text: string, nesting = DEEPEST_NESTING): unknown {
  const start = firstInk(text)
  if (start === -1) return undefined
  if (!canBeJson(text, start)) return text.trim() === 'null' ? undefined : cleanText(text)
  // Deeper values stay text, so that nothing that walks a decoded value needs a guard of its own.
  if (nestsDeeper(text, DEEPEST_JSON)) return cleanText(text)
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return cleanText(text)
  }
  if (typeof parsed === 'string' && nesting > 1) return decodeText(parsed, nesting - 1)
  return parsed ?? undefined
}

function firstInk(text: string): number {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 32) return at
  return -1
}

/** Cheap look at the first two signs, so that Python reprs and prose are not parsed just to fail. */
function canBeJson(text: string, start: number): boolean {
  if (text.length > LONGEST_JSON) return false
  const first = text[start]
  if (first === '"') return text.trimEnd().endsWith('"')
  if (first !== '{' && first !== '[') return false
  let next = start + 1
  while (next < text.length && text.charCodeAt(next) <= 32) next++
  const second = text[next] ?? ''
  return first === '{' ? second === '"' || second === '}' : '{["]-0123456789tfn'.includes(second)
}

/** An AnyValue as plain JSON: maps as objects (own keys only), safe int64 as number, bytes as text or base64. */
export function plainOf(value: AnyValue, depth = 0): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === undefined || typeof value === 'boolean') return value
  if (value instanceof Uint8Array) return textOfBytes(value)
  if (depth > DEEPEST_JSON) return undefined
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item as AnyValue, depth + 1)]))
  return (value as readonly AnyValue[]).map((item) => plainOf(item, depth + 1))
}

const BRIEF_LENGTH = 1000

/** The beginning of a value as JSON text, enough for a line in a list; a large value costs no more than a small one. */
export function briefJson(value: unknown): string {
  return typeof value === 'string' ? value : writeBrief(value, '')
}

function writeBrief(value: unknown, before: string): string {
  let text = before
  if (text.length > BRIEF_LENGTH) return text
  if (Array.isArray(value)) {
    text += '['
    for (let at = 0; at < value.length && text.length <= BRIEF_LENGTH; at++) text = writeBrief(value[at], at === 0 ? text : `${text},`)
    return `${text}]`
  }
  if (!isRecord(value)) return text + (JSON.stringify(typeof value === 'string' ? value.slice(0, BRIEF_LENGTH) : value) ?? 'null')
  let comma = '{'
  for (const key in value) {
    if (value[key] === undefined || text.length > BRIEF_LENGTH) continue
    text = writeBrief(value[key], `${text}${comma}${JSON.stringify(key)}:`)
    comma = ','
  }
  return `${comma === '{' ? `${text}{` : text}}`
}
