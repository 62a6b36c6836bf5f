import type { AnyValue } from '../model/any-value.ts'
import { cleanText, textOfBytes } from './scalar.ts'

export type JsonRecord = { readonly [key: string]: unknown }

/** Longer text is kept as text: nobody reads it as a structure, and parsing it would hold up the queue. */
const LONGEST_JSON = 8 * 1024 * 1024
const DEEPEST_NESTING = 3
export const DEEPEST_WALK = 48

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
  if (depth > DEEPEST_WALK) return undefined
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item as AnyValue, depth + 1)]))
  return (value as readonly AnyValue[]).map((item) => plainOf(item, depth + 1))
}

/** Compact text of a decoded value. */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value) ?? ''
}
