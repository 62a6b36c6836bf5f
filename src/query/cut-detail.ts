import { pointInto, type Cut } from '../api/contract/cut.ts'
import type { SpanDetail } from '../api/contract/span.ts'

/** Members whose value is whatever the sender put there: too long, it is cut as one piece. All else is our own structure and stays. */
const FREE = /^\/(input|output|interrupt\/payload|messages\/\d+\/parts\/\d+\/(arguments|result|value)|(.*\/)?attributes\/[^/]*)$/

/** The same detail with no text longer than `chars`, and a list of what was longer. */
export function cutDetail(detail: SpanDetail, chars: number): SpanDetail {
  const cuts: Cut[] = []
  const cut = cutInside(detail, '', chars, cuts) as SpanDetail
  return { ...cut, cuts }
}

function cutInside(value: unknown, pointer: string, chars: number, cuts: Cut[]): unknown {
  if (typeof value === 'string') return cutText(value, { pointer }, chars, cuts)
  if (typeof value !== 'object' || value === null) return value
  if (FREE.test(pointer)) return cutJson(value, pointer, chars, cuts)
  if (Array.isArray(value)) return value.map((item, at) => cutInside(item, pointInto(pointer, at), chars, cuts))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cutInside(item, pointInto(pointer, name), chars, cuts)]))
}

function cutJson(value: object, pointer: string, chars: number, cuts: Cut[]): unknown {
  const text = JSON.stringify(value)
  return text.length <= chars ? value : cutText(text, { pointer, isJson: true }, chars, cuts)
}

/** Notes what is longer in `cuts`; a surrogate pair stays whole. */
export function cutText(text: string, place: Omit<Cut, 'chars'>, chars: number, cuts: Cut[]): string {
  if (text.length <= chars) return text
  cuts.push({ ...place, chars: text.length })
  const last = text.charCodeAt(chars - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? chars - 1 : chars)
}
