import { readJsonText } from './parse-json.ts'

/** One line of a JSON tree. */
export type JsonRow = {
  /** Unique in the tree: a JSON pointer. */
  readonly path: string
  readonly depth: number
  /** Absent for the value itself. */
  readonly label: string | undefined
  readonly value: unknown
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'nothing' | 'more'
  /** Members of an object or array; how many are left for `more`. */
  readonly size: number
  readonly isOpen: boolean
  /** A string shown as the JSON it holds. */
  readonly isParsed: boolean
}

/** What the reader changed, by path. */
export type JsonChoices = {
  /** Open where it is closed by itself, and the other way round. */
  readonly toggled: ReadonlySet<string>
  readonly parsed: ReadonlySet<string>
  /** Members shown, where more than the first page. */
  readonly shown: ReadonlyMap<string, number>
}
export const NO_CHOICES: JsonChoices = { toggled: new Set(), parsed: new Set(), shown: new Map() }

export const MEMBERS_SHOWN = 500
const OPEN_DEPTH = 2
const OPEN_SIZE_MAX = 100

/** The lines in view: open containers with their members, without recursion, at most a page of members each. */
export function jsonRows(root: unknown, choices: JsonChoices): readonly JsonRow[] {
  const rows: JsonRow[] = []
  const waiting: (() => void)[] = []
  const visit = (path: string, depth: number, label: string | undefined, given: unknown): void => {
    const isParsed = typeof given === 'string' && choices.parsed.has(path)
    const value = isParsed ? readJsonText(given) : given
    const kind = kindOf(value)
    const size = sizeOf(value)
    const isOpenByItself = isParsed || (depth < OPEN_DEPTH && size <= OPEN_SIZE_MAX)
    const isOpen = size > 0 && isOpenByItself !== choices.toggled.has(path)
    rows.push({ path, depth, label, value, kind, size, isOpen, isParsed })
    if (isOpen) openMembers(path, depth, value as object, size)
  }
  const openMembers = (path: string, depth: number, value: object, size: number): void => {
    const shown = Math.min(size, choices.shown.get(path) ?? MEMBERS_SHOWN)
    if (shown < size) {
      const more: JsonRow = {
        path: `${path}/…`,
        depth: depth + 1,
        label: undefined,
        value: path,
        kind: 'more',
        size: size - shown,
        isOpen: false,
        isParsed: false,
      }
      waiting.push(() => rows.push(more))
    }
    const keys = Array.isArray(value) ? undefined : Object.keys(value)
    for (let at = shown - 1; at >= 0; at--) {
      const key = keys?.[at] ?? String(at)
      waiting.push(() => visit(`${path}/${escapePointer(key)}`, depth + 1, key, (value as Record<string, unknown>)[key]))
    }
  }
  visit('', 0, undefined, root)
  for (let next = waiting.pop(); next; next = waiting.pop()) next()
  return rows
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
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

const CLOSED_PREVIEW_MAX = 60

/** A few words of what a closed object or array holds. */
export function previewOf(row: JsonRow): string {
  if (row.kind === 'array') return `[ ${row.size} ]`
  const keys: string[] = []
  let length = 0
  for (const key in row.value as object) {
    keys.push(key)
    length += key.length + 2
    if (length > CLOSED_PREVIEW_MAX) break
  }
  const text = keys.join(', ')
  return `{ ${text.length > CLOSED_PREVIEW_MAX ? `${text.slice(0, CLOSED_PREVIEW_MAX)}…` : keys.length < row.size ? `${text}, …` : text} }`
}
