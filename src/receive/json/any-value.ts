import type { AnyValue, Attributes } from '../../model/any-value.ts'
import { MAX_VALUE_DEPTH, TOO_DEEP } from '../batch.ts'
import { asText, field, integer, listField, objectField, textField } from './fields.ts'
import type { JsonObject } from './fields.ts'

export function readAttributes(owner: JsonObject): Attributes {
  return readKeyValues(listField(owner, 'attributes'), 0)
}

function readKeyValues(list: readonly JsonObject[], depth: number): ReadonlyMap<string, AnyValue> {
  const values = new Map<string, AnyValue>()
  for (const item of list) values.set(textField(item, 'key'), readAnyValue(objectField(item, 'value'), depth))
  return values
}

/** Strict about containers, lenient about scalars: `intValue: 1.5` stays 1.5, `boolValue: "true"` is true. */
export function readAnyValue(value: JsonObject | undefined, depth: number): AnyValue {
  if (value === undefined) return undefined
  const text = field(value, 'stringValue')
  if (text !== undefined) return asText(text, 'stringValue')
  const whole = field(value, 'intValue')
  if (whole !== undefined) return readInteger(whole)
  const flag = field(value, 'boolValue')
  if (flag !== undefined) return flag === true || flag === 'true'
  const double = field(value, 'doubleValue')
  if (double !== undefined) return typeof double === 'number' ? double : Number(asText(double, 'doubleValue'))
  const bytes = field(value, 'bytesValue')
  if (bytes !== undefined) return new Uint8Array(Buffer.from(asText(bytes, 'bytesValue'), 'base64'))
  return readContainer(value, depth)
}

function readContainer(value: JsonObject, depth: number): AnyValue {
  const array = objectField(value, 'arrayValue')
  const kvlist = objectField(value, 'kvlistValue')
  if (array === undefined && kvlist === undefined) return undefined
  if (depth >= MAX_VALUE_DEPTH) return TOO_DEEP
  if (array !== undefined) return listField(array, 'values').map((item) => readAnyValue(item, depth + 1))
  return kvlist === undefined ? undefined : readKeyValues(listField(kvlist, 'values'), depth + 1)
}

/** What does not fit int64 is kept as it came: as a double or as text. */
function readInteger(value: unknown): AnyValue {
  const whole = integer(value)
  if (whole !== undefined && BigInt.asIntN(64, whole) === whole) return whole
  return typeof value === 'number' ? value : asText(value, 'intValue')
}
