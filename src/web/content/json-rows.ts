import { pointInto, stepsOf } from '../../api/contract/cut.ts'
import { readJsonText } from './parse-json.ts'

/** One line of a JSON tree, with no more of the value than is drawn. */
export type JsonRow = {
  /** A JSON pointer, unique in the tree. */
  readonly path: string
  readonly depth: number
  /** Absent for the value itself. */
  readonly label: string | undefined
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'nothing' | 'more'
  /** The value as text, as far as it is shown; of an object or array a few words. */
  readonly text: string
  /** Members of an object or array; characters of a string; how many are left for `more`. */
  readonly size: number
  readonly isOpen: boolean
  /** A string that is JSON. */
  readonly holdsJson: boolean
  /** A string shown as the JSON it holds. */
  readonly isParsed: boolean
}

/** What the reader changed, by path. */
export type JsonChoices = {
  /** Otherwise the first levels are open. */
  readonly open: ReadonlyMap<string, boolean>
  readonly parsed: ReadonlySet<string>
  /** Long strings shown whole. */
  readonly whole: ReadonlySet<string>
  /** Members shown, where more than the first page. */
  readonly shown: ReadonlyMap<string, number>
}
export const NO_CHOICES: JsonChoices = { open: new Map(), parsed: new Set(), whole: new Set(), shown: new Map() }

export const MEMBERS_SHOWN = 500
export const STRING_SHOWN = 200
/** A line of a tree holds no more of a string than this. */
export const STRING_SHOWN_MAX = 20_000
const OPEN_DEPTH = 2
const OPEN_SIZE_MAX = 100

/** The lines in view, at first two levels of them, or one when that is long: open containers with their members, without recursion, at most a page of members each. */
export function jsonRows(root: unknown, choices: JsonChoices): readonly JsonRow[] {
  const rows: JsonRow[] = []
  const openDepth = sizeOf(root) <= OPEN_SIZE_MAX ? OPEN_DEPTH : 1
  const waiting: (() => void)[] = []
  const visit = (path: string, depth: number, label: string | undefined, given: unknown): void => {
    const inner = typeof given === 'string' ? readJsonText(given) : undefined
    const isParsed = inner !== undefined && choices.parsed.has(path)
    const value = isParsed ? inner : given
    const size = sizeOf(value)
    const isContainer = typeof value === 'object' && value !== null
    const isOpenByItself = isParsed || depth === 0 || (depth < openDepth && size <= OPEN_SIZE_MAX)
    const isOpen = isContainer && size > 0 && (choices.open.get(path) ?? isOpenByItself)
    const text = textOf(value, choices.whole.has(path))
    rows.push({ path, depth, label, kind: kindOf(value), text, size, isOpen, holdsJson: inner !== undefined, isParsed })
    if (isOpen) openMembers(path, depth, value, size)
  }
  const openMembers = (path: string, depth: number, value: object, size: number): void => {
    const shown = Math.min(size, choices.shown.get(path) ?? MEMBERS_SHOWN)
    if (shown < size) waiting.push(() => rows.push(moreRow(path, depth + 1, size - shown)))
    const keys = Array.isArray(value) ? undefined : Object.keys(value)
    for (let at = shown - 1; at >= 0; at--) {
      const key = keys?.[at] ?? String(at)
      waiting.push(() => visit(pointInto(path, key), depth + 1, key, (value as Record<string, unknown>)[key]))
    }
  }
  visit('', 0, undefined, root)
  for (let next = waiting.pop(); next; next = waiting.pop()) next()
  return rows
}

/** No pointer ends like this. */
const MORE = '~more'

function moreRow(parent: string, depth: number, size: number): JsonRow {
  return { path: parent + MORE, depth, label: undefined, kind: 'more', text: '', size, isOpen: false, holdsJson: false, isParsed: false }
}

export type JsonDeed = 'toggle' | 'parse' | 'whole' | 'more'

/** The choices after the reader did this to a line. */
export function choose(before: JsonChoices, { path, isOpen }: JsonRow, deed: JsonDeed): JsonChoices {
  if (deed === 'toggle') return { ...before, open: new Map(before.open).set(path, !isOpen) }
  if (deed === 'parse') return { ...before, parsed: flip(before.parsed, path) }
  if (deed === 'whole') return { ...before, whole: flip(before.whole, path) }
  const parent = path.slice(0, -MORE.length)
  return { ...before, shown: new Map(before.shown).set(parent, (before.shown.get(parent) ?? MEMBERS_SHOWN) + MEMBERS_SHOWN) }
}

function flip(set: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const flipped = new Set(set)
  if (!flipped.delete(path)) flipped.add(path)
  return flipped
}

/** What a path leads to, through strings that are shown as the JSON they hold. */
export function valueAt(root: unknown, path: string, { parsed }: JsonChoices): unknown {
  let value = root
  let walked = ''
  for (const step of stepsOf(path)) {
    if (typeof value === 'string' && parsed.has(walked)) value = readJsonText(value)
    value = Object.getOwnPropertyDescriptor(value ?? {}, step)?.value
    walked = pointInto(walked, step)
  }
  return value
}

function kindOf(value: unknown): JsonRow['kind'] {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  if (type === 'object') return 'object'
  if (type === 'boolean') return 'boolean'
  return type === 'number' || type === 'bigint' ? 'number' : 'string'
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function textOf(value: unknown, isWhole: boolean): string {
  if (typeof value === 'string') return value.slice(0, isWhole ? STRING_SHOWN_MAX : STRING_SHOWN)
  return typeof value === 'object' && value !== null ? previewOf(value) : String(value ?? 'null')
}

const PREVIEW_MAX = 60

/** A few words of what an object or array holds. */
function previewOf(value: object): string {
  if (Array.isArray(value)) return `[ ${value.length} ]`
  const keys: string[] = []
  let length = 0
  for (const key in value) {
    if (length > PREVIEW_MAX) return `{ ${keys.join(', ').slice(0, PREVIEW_MAX)}… }`
    keys.push(key.slice(0, PREVIEW_MAX + 1))
    length += key.length + 2
  }
  const text = keys.join(', ')
  return `{ ${text.length > PREVIEW_MAX ? `${text.slice(0, PREVIEW_MAX)}…` : text} }`
}
