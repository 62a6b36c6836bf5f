const DEEPEST = 32
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
])
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
])

type Read = { readonly value: unknown; readonly end: number }

/**
 * Reads one Python literal from `at`: dict, list, tuple, set, string, number, None, True, False. Anything else
 * (an object's repr) is its text up to the comma or bracket that ends it. Never throws, always ends.
 */
export function readPythonLiteral(text: string, at: number, depth = 0): Read {
  const start = skipSpace(text, at)
  const sign = text[start] ?? ''
  if (sign === "'" || sign === '"') return readString(text, start)
  if (/[bru]/i.test(sign) && (text[start + 1] === "'" || text[start + 1] === '"')) return readString(text, start + 1)
  if (depth < DEEPEST && CLOSERS.has(sign)) return sign === '{' ? readBraces(text, start, depth) : readList(text, start, depth)
  const end = endOfItem(text, start)
  const word = text.slice(start, end).trim()
  if (WORDS.has(word)) return { value: WORDS.get(word), end }
  const number = Number(word)
  return { value: word !== '' && Number.isFinite(number) ? number : word, end }
}

/** The value of a keyword in the arguments of a printed call, `name=value, …`, from `at` up to its closing bracket. */
export function readPythonKeyword(text: string, at: number, keyword: string): unknown {
  for (let next = skipSpace(text, at); next < text.length && text[next] !== ')';) {
    const equals = text.indexOf('=', next)
    if (equals === -1) return undefined
    const { value, end } = readPythonLiteral(text, equals + 1)
    if (text.slice(next, equals) === keyword) return value
    next = afterComma(text, Math.max(end, equals + 1))
  }
  return undefined
}

function readString(text: string, start: number): Read {
  const quote = text[start]
  let value = ''
  let at = start + 1
  for (; at < text.length && text[at] !== quote; at++) {
    if (text[at] !== '\\') value += text[at]
    else {
      const escape = readEscape(text, at + 1)
      value += escape.value
      at = escape.end - 1
    }
  }
  return { value, end: at + 1 }
}

const ESCAPE_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** What stands behind a backslash; `\x`, `\u` and `\U` are how a repr writes what cannot be seen. */
function readEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const sign = text[at] ?? ''
  const digits = ESCAPE_DIGITS.get(sign)
  const hex = digits === undefined ? '' : text.slice(at + 1, at + 1 + digits)
  const code = hex.length === digits && /^[\da-f]+$/i.test(hex) ? parseInt(hex, 16) : undefined
  if (code === undefined || code > 0x10ffff) return { value: ESCAPES.get(sign) ?? sign, end: at + 1 }
  return { value: String.fromCodePoint(code), end: at + 1 + hex.length }
}

function readList(text: string, start: number, depth: number): Read {
  const closer = CLOSERS.get(text[start] ?? '')
  const items: unknown[] = []
  let at = skipSpace(text, start + 1)
  while (at < text.length && text[at] !== closer) {
    const item = readPythonLiteral(text, at, depth + 1)
    items.push(item.value)
    at = afterComma(text, Math.max(item.end, at + 1))
  }
  return { value: items, end: at + 1 }
}

/** A dict, or a set when its items have no colon. */
function readBraces(text: string, start: number, depth: number): Read {
  const entries: [string, unknown][] = []
  const items: unknown[] = []
  let at = skipSpace(text, start + 1)
  while (at < text.length && text[at] !== '}') {
    const key = readPythonLiteral(text, at, depth + 1)
    const colon = skipSpace(text, key.end)
    if (text[colon] === ':') {
      const item = readPythonLiteral(text, colon + 1, depth + 1)
      entries.push([String(key.value), item.value])
      at = afterComma(text, Math.max(item.end, colon + 1))
    } else {
      items.push(key.value)
      at = afterComma(text, Math.max(key.end, at + 1))
    }
  }
  return { value: items.length > 0 ? items : Object.fromEntries(entries), end: at + 1 }
}

function afterComma(text: string, at: number): number {
  const next = skipSpace(text, at)
  return text[next] === ',' ? skipSpace(text, next + 1) : next
}

function skipSpace(text: string, at: number): number {
  let next = at
  while (next < text.length && text.charCodeAt(next) <= 32) next++
  return next
}

/** End of an item that is no literal: the comma, colon or bracket at its own depth; strings inside are stepped over. */
function endOfItem(text: string, start: number): number {
  let open = 0
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === "'" || sign === '"') at = readString(text, at).end - 1
    else if (CLOSERS.has(sign)) open++
    else if (sign === ')' || sign === ']' || sign === '}') {
      if (open === 0) return at
      open--
    } else if (open === 0 && (sign === ',' || sign === ':')) return at
  }
  return text.length
}
