const LONG_DIGITS = /\d{16,}/
/** A string literal, or an integer long enough to lose digits as a double. Strings come first, so digits inside them are passed over. */
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g

/** `JSON.parse` that keeps integers beyond 2^53 exact, as bigint. Throws what `JSON.parse` throws. */
export function parseJson(text: string): unknown {
  if (!LONG_DIGITS.test(text)) return JSON.parse(text)
  const mark = newMark()
  const marked = text.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${mark}${token}"`,
  )
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  )
}

/** Longer text is parsed in a worker. */
export const PARSED_HERE_MAX = 256_000

export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

/** What a text means as JSON when it is an object or an array; `undefined` when it is anything else, or long. */
export function readJsonText(text: string): object | undefined {
  if (text.length > PARSED_HERE_MAX || !looksLikeJson(text)) return undefined
  try {
    return parseJson(text) as object
  } catch {
    return undefined
  }
}

/** Indented JSON of any value; bigints are written as the integers they are. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 2) ?? 'undefined'
  } catch {
    return writeWithBigints(value)
  }
}

function writeWithBigints(value: unknown): string {
  const mark = newMark()
  const text = JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${mark}${one}` : one), 2)
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1')
}

/** What no text can have been written to hold. `randomUUID` is missing on pages that come over plain HTTP. */
function newMark(): string {
  return `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`
}
