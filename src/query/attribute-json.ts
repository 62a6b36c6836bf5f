import type { AnyValue, Attributes } from '../model/any-value.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** An attribute value as plain JSON; what JSON cannot hold becomes text, see the contract of span attributes. */
export function jsonOf(value: AnyValue): unknown {
  if (value === undefined) return null
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : value.toString()
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Uint8Array) return bytesOf(value)
  if (typeof value !== 'object') return value
  if (isMap(value)) return attributesJson(value)
  return value.map(jsonOf)
}

/** Own properties only, whatever the keys are called. */
export function attributesJson(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries([...attributes].map(([key, value]) => [key, jsonOf(value)]))
}

function isMap(value: object): value is ReadonlyMap<string, AnyValue> {
  return value instanceof Map
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
}

function bytesOf(bytes: Uint8Array): unknown {
  try {
    return utf8.decode(bytes)
  } catch {
    return { bytesValue: Buffer.from(bytes).toString('base64') }
  }
}
