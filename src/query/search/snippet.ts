import type { SearchHit } from '../../api/contract/search.ts'
import { placesOf, type Place } from '../../base/fold-case.ts'
import { excerptAt } from '../insight/excerpt.ts'

export type Snippet = SearchHit['snippet']

const MOST_MARKS = 20

/** What stands around the first place of any of the texts, with every place of any of them in it. `sought`: see `foldCase`. */
export function snippetOf(text: string, sought: readonly string[]): Snippet | undefined {
  const first = sought.flatMap((folded) => placesOf(text, folded, 1)).reduce(earlier, undefined)
  if (first === undefined) return undefined
  const { excerpt, start } = excerptAt(text, first)
  const [from, to] = [Math.max(0, first.start - excerpt.length), first.end + excerpt.length]
  const shift = start - first.start + from
  const places = sought.flatMap((folded) => placesOf(text.slice(from, to), folded, MOST_MARKS))
  return {
    text: excerpt,
    marks: joined(places.map((place) => ({ start: place.start + shift, end: place.end + shift }))).filter(isIn(excerpt)),
  }
}

function isIn({ length }: string) {
  return ([start, end]: readonly [number, number]) => start >= 0 && end <= length
}

function earlier(first: Place | undefined, place: Place): Place {
  return first === undefined || place.start < first.start ? place : first
}

/** In order; what overlaps is one mark. */
function joined(places: readonly Place[]): [number, number][] {
  const marks: [number, number][] = []
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    const last = marks.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else marks.push([start, end])
  }
  return marks
}
