import type { AnyValue, Attributes } from '../../model/any-value.ts'
import { MAX_VALUE_DEPTH, TOO_DEEP } from '../batch.ts'
import type { Cursor } from './cursor.ts'

const NO_ATTRIBUTES: Attributes = new Map()

/** Collects repeated KeyValue fields; starts with one shared empty map, so a thing without attributes costs none. */
export function withAttribute(attributes: Attributes, cursor: Cursor): Attributes {
  const grown = attributes === NO_ATTRIBUTES ? new Map<string, AnyValue>() : (attributes as Map<string, AnyValue>)
  decodeKeyValue(cursor, grown, 0)
  return grown
}

export function noAttributes(): Attributes {
  return NO_ATTRIBUTES
}

/** KeyValue: key=1, value=2. `key_strindex`=3 belongs to profiles and is passed over. */
function decodeKeyValue(cursor: Cursor, into: Map<string, AnyValue>, depth: number): void {
  const end = cursor.end()
  let key = ''
  let value: AnyValue
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 10) key = cursor.repeatedText()
    else if (tag === 18) value = decodeAnyValue(cursor, depth)
    else cursor.skip(tag)
  }
  cursor.finish(end)
  into.set(key, value)
}

/** AnyValue is a oneof: the last field sent wins, none at all is an empty value. */
export function decodeAnyValue(cursor: Cursor, depth: number): AnyValue {
  const end = cursor.end()
  let value: AnyValue
  while (cursor.pos < end) {
    const tag = cursor.tag()
    switch (tag) {
      case 10:
        value = cursor.text()
        break
      case 16:
        value = cursor.int64() !== 0n
        break
      case 24:
        value = cursor.int64()
        break
      case 33:
        value = cursor.double()
        break
      case 42:
        value = decodeArray(cursor, depth)
        break
      case 50:
        value = decodeKvlist(cursor, depth)
        break
      case 58:
        value = cursor.copy()
        break
      default:
        cursor.skip(tag)
    }
  }
  cursor.finish(end)
  return value
}

function decodeArray(cursor: Cursor, depth: number): AnyValue {
  const end = cursor.end()
  if (depth >= MAX_VALUE_DEPTH) {
    cursor.pos = end
    return TOO_DEEP
  }
  const values: AnyValue[] = []
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 10) values.push(decodeAnyValue(cursor, depth + 1))
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return values
}

function decodeKvlist(cursor: Cursor, depth: number): AnyValue {
  const end = cursor.end()
  if (depth >= MAX_VALUE_DEPTH) {
    cursor.pos = end
    return TOO_DEEP
  }
  const values = new Map<string, AnyValue>()
  while (cursor.pos < end) {
    const tag = cursor.tag()
    if (tag === 10) decodeKeyValue(cursor, values, depth + 1)
    else cursor.skip(tag)
  }
  cursor.finish(end)
  return values
}
