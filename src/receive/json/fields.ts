import { hexFromJsonId } from '../ids.ts'

/** A field holds what its type cannot. Costs the item it is in, or the request when it is in the envelope. */
export class BadField extends Error {
  constructor(field: string, expected: string) {
    super(`its field ${field} is not ${expected}`)
    this.name = 'BadField'
  }
}

export type JsonObject = { readonly [key: string]: unknown }

/** A field by its lowerCamelCase name, or by the snake_case one some senders use. JSON null means absent. */
export function field(object: JsonObject, name: string): unknown {
  const value = object[name]
  if (value !== undefined && value !== null) return value
  return object[snakeCase(name)] ?? undefined
}

const snakeNames = new Map<string, string>()

function snakeCase(name: string): string {
  let snake = snakeNames.get(name)
  if (snake === undefined) {
    snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    snakeNames.set(name, snake)
  }
  return snake
}

export function asObject(value: unknown, name: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new BadField(name, 'an object')
}

export function objectField(object: JsonObject, name: string): JsonObject | undefined {
  const value = field(object, name)
  return value === undefined ? undefined : asObject(value, name)
}

const NOTHING: readonly JsonObject[] = []

export function listField(object: JsonObject, name: string): readonly JsonObject[] {
  const list = anyListField(object, name)
  for (const item of list) asObject(item, name)
  return list as readonly JsonObject[]
}

/** A list whose items may still turn out to be no objects. */
export function anyListField(object: JsonObject, name: string): readonly unknown[] {
  const value = field(object, name)
  if (value === undefined) return NOTHING
  if (!Array.isArray(value)) throw new BadField(name, 'a list')
  return value
}

export function textField(object: JsonObject, name: string): string {
  return asText(field(object, name) ?? '', name)
}

export function asText(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new BadField(name, 'text')
}

/** uint32, as a number or as digits. */
export function countField(object: JsonObject, name: string): number {
  const value = Number(field(object, name) ?? 0)
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value
  throw new BadField(name, 'a 32-bit count')
}

/** fixed64 nanoseconds, as digits or as a number. */
export function nanoField(object: JsonObject, name: string): bigint {
  const value = integer(field(object, name) ?? 0)
  if (value === undefined || value < 0n || value > 0xffff_ffff_ffff_ffffn) throw new BadField(name, 'a time in nanoseconds')
  return value
}

/** An integer however JSON carries it; undefined when it is none. */
export function integer(value: unknown): bigint | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  return typeof value === 'string' && /^[+-]?\d{1,40}$/.test(value) ? BigInt(value.replace('+', '')) : undefined
}

/** An enum by its number, or by its name, which protobuf's own JSON mapping allows and OTLP does not. An unknown name is 0. */
export function enumField(object: JsonObject, name: string, numberOf: (enumName: string) => number): number {
  const value = field(object, name) ?? 0
  const known = integer(value)
  if (known !== undefined) return Number(BigInt.asIntN(32, known))
  if (typeof value === 'string') return numberOf(value)
  throw new BadField(name, 'a number')
}

/** Lower-case hex, `''` when absent; of the wrong length when it is no id. */
export function idField(object: JsonObject, name: string, byteLength: 8 | 16): string {
  return hexFromJsonId(field(object, name), byteLength)
}
