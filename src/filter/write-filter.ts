import type { FieldRef } from '../model/filter.ts'
import type { Term } from './parse-filter.ts'

/** A value as a filter text takes it literally: quoted where a character would mean something. */
export function quoteValue(value: string): string {
  const isPlain = /^[^\s",*()<>=-][^\s",*()]*$/.test(value) && !value.includes('..')
  return isPlain ? value : quote(value)
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`
}

/** `field:value`, `field:a,b`, `-field:value`. */
export function writeTerm({ field, key }: FieldRef, values: readonly string[], isExcluded = false): string {
  const name = key === undefined ? field : `${field}.${/^[^\s:",()]+$/.test(key) ? key : quote(key)}`
  return `${isExcluded ? '-' : ''}${name}:${values.map(quoteValue).join(',')}`
}

/** The text with one more term; one that is there already is not written twice. */
export function addTerm(text: string, term: string): string {
  const words = text.trim()
  return ` ${words} `.includes(` ${term} `) ? words : `${words} ${term}`.trim()
}

/** The text without one of its terms. */
export function removeTerm(text: string, { start, end }: Term): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim()
}
