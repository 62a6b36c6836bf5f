import { pointInto } from '../../api/contract/cut.ts'
import { MEMBERS_SHOWN, type JsonChoices } from './json-rows.ts'

export type JsonMatch = {
  readonly path: string
  /** On the way there: each container and how many of its members must be shown. */
  readonly above: readonly (readonly [path: string, shown: number])[]
}
/** All are counted, the first ones are listed. */
export type JsonMatches = { readonly count: number; readonly items: readonly JsonMatch[] }

const LISTED_MAX = 1000

type Level = { readonly value: object; readonly keys: readonly string[] | undefined; readonly size: number; at: number }

/** Members whose name or value says this, upper and lower case alike, in the order of the tree. Without recursion. */
export function findInJson(root: unknown, words: string): JsonMatches {
  if (words === '') return { count: 0, items: [] }
  const wanted = words.toLowerCase()
  const levels: Level[] = []
  const items: JsonMatch[] = []
  let count = 0
  const visit = (key: string | undefined, value: unknown): void => {
    if (says(key, wanted) || (!isContainer(value) && says(String(value ?? 'null'), wanted))) {
      count += 1
      if (items.length < LISTED_MAX) items.push(matchAt(levels))
    }
    if (isContainer(value)) levels.push(levelOf(value))
  }
  visit(undefined, root)
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (level.at === level.size) {
      levels.pop()
      continue
    }
    const at = level.at++
    const key = level.keys?.[at]
    visit(key, (level.value as Record<string, unknown>)[key ?? at])
  }
  return { count, items }
}

/** The choices with a match in view. */
export function reveal(before: JsonChoices, match: JsonMatch): JsonChoices {
  const open = new Map(before.open)
  const shown = new Map(before.shown)
  for (const [path, needed] of match.above) {
    open.set(path, true)
    if (needed > (shown.get(path) ?? MEMBERS_SHOWN)) shown.set(path, Math.ceil(needed / MEMBERS_SHOWN) * MEMBERS_SHOWN)
  }
  return { ...before, open, shown }
}

function says(text: string | undefined, wanted: string): boolean {
  return text !== undefined && text.toLowerCase().includes(wanted)
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function levelOf(value: object): Level {
  const keys = Array.isArray(value) ? undefined : Object.keys(value)
  return { value, keys, size: keys?.length ?? (value as readonly unknown[]).length, at: 0 }
}

function matchAt(levels: readonly Level[]): JsonMatch {
  let path = ''
  const above = levels.map(({ keys, at }) => {
    const container = path
    path = pointInto(path, keys?.[at - 1] ?? at - 1)
    return [container, at] as const
  })
  return { path, above }
}
