import { decodeText, isRecord, type JsonRecord } from '../json.ts'
import { cleanText } from '../scalar.ts'

/** The first of these own properties that is a non-empty string. */
export function textField(value: JsonRecord, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const field = value[name]
    if (typeof field === 'string' && field !== '') return cleanText(field)
    if (typeof field === 'number') return String(field)
  }
  return undefined
}

/** The first of these properties that is there; a JSON string is decoded. */
export function anyField(value: JsonRecord, ...names: readonly string[]): unknown {
  for (const name of names) {
    const field = value[name]
    if (field !== undefined && field !== null) return typeof field === 'string' ? decodeText(field) : field
  }
  return undefined
}

export function recordField(value: JsonRecord, ...names: readonly string[]): JsonRecord | undefined {
  for (const name of names) {
    const field = value[name]
    if (isRecord(field)) return field
  }
  return undefined
}
