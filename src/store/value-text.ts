import type { AnyValue } from '../model/any-value.ts'

/**
 * AnyValue ⇄ text, without loss. A string is itself; anything else begins with U+0001 and a letter that says its type, and so does
 * a string that begins with U+0001. Lists and maps are one JSON text, so depth costs no layers of escaping. Text is made well-formed:
 * a lone surrogate becomes U+FFFD, because no store or wire can carry one.
 *
 *   s string · b bool (0|1) · i int64 · d double · x bytes (base64) · u no value · j list or map
 */
const MARK = '\u0001'

export function writeValue(value: AnyValue): string {
  switch (typeof value) {
    case 'string':
      return value.startsWith(MARK) ? `${MARK}s${value.toWellFormed()}` : value.toWellFormed()
    case 'boolean':
      return value ? `${MARK}b1` : `${MARK}b0`
    case 'bigint':
      return `${MARK}i${value}`
    case 'number':
      return `${MARK}d${writeDouble(value)}`
    case 'undefined':
      return `${MARK}u`
    case 'object':
      return value instanceof Uint8Array ? `${MARK}x${base64(value)}` : `${MARK}j${JSON.stringify(toJson(value))}`
  }
}

export function readValue(text: string): AnyValue {
  if (!text.startsWith(MARK)) return text
  const rest = text.slice(2)
  switch (text[1]) {
    case 's':
      return rest
    case 'b':
      return rest === '1'
    case 'i':
      return BigInt(rest)
    case 'd':
      return Number(rest)
    case 'x':
      return bytes(rest)
    case 'u':
      return undefined
    case 'j':
      return fromJson(JSON.parse(rest) as Json)
    default:
      throw new Error(`unknown type letter in stored value: ${JSON.stringify(text.slice(0, 2))}`)
  }
}

/** Inside a list or map: strings and bools are themselves, null is no value, anything else is a list that begins with its letter. */
export type Json = string | boolean | null | readonly Json[]

export function toJson(value: AnyValue): Json {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value === 'boolean') return value
  if (typeof value === 'bigint') return ['i', value.toString()]
  if (typeof value === 'number') return ['d', writeDouble(value)]
  if (value === undefined) return null
  if (value instanceof Uint8Array) return ['x', base64(value)]
  if (isMap(value)) return ['m', ...[...value].flatMap(([key, item]) => [key.toWellFormed(), toJson(item)])]
  return ['a', ...value.map(toJson)]
}

export function fromJson(json: Json): AnyValue {
  if (json === null) return undefined
  if (typeof json !== 'object') return json
  const [letter, ...items] = json
  if (letter === 'i') return BigInt(items[0] as string)
  if (letter === 'd') return Number(items[0] as string)
  if (letter === 'x') return bytes(items[0] as string)
  if (letter === 'a') return items.map(fromJson)
  const map = new Map<string, AnyValue>()
  for (let index = 0; index + 1 < items.length; index += 2) map.set(items[index] as string, fromJson(items[index + 1] as Json))
  return map
}

function isMap(value: object): value is ReadonlyMap<string, AnyValue> {
  return value instanceof Map
}

function writeDouble(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function base64(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}
