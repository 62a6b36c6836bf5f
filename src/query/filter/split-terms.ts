/** A piece of a filter text: `"quoted words"` or a word, with `field:` before it when it narrows a field. */
export type Term = {
  /** As written, without the colon; undefined for plain text. */
  readonly field: string | undefined
  readonly isExcluded: boolean
  /** Alternatives: what stands between commas after `field:`. Plain text has exactly one. */
  readonly values: readonly string[]
}

const FIELD = /^(-?)([A-Za-z_][\w.]*):/

/** Cuts a filter text at white space. A quote that is never closed reaches to the end, so a half-typed phrase already works. */
export function splitTerms(text: string): Term[] {
  const terms: Term[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    const [, minus = '', field] = FIELD.exec(rest) ?? []
    if (field !== undefined) rest = rest.slice(minus.length + field.length + 1)
    const { values, length } = readValues(rest, field !== undefined)
    terms.push({ field, isExcluded: minus !== '', values: values.filter((value) => value !== '') })
    rest = rest.slice(length).trimStart()
  }
  return terms
}

function readValues(text: string, isList: boolean): { values: string[]; length: number } {
  const values: string[] = []
  let at = 0
  for (;;) {
    const { value, length } = text[at] === '"' ? readQuoted(text.slice(at)) : readWord(text.slice(at), isList)
    values.push(value)
    at += length
    if (!isList || text[at] !== ',') return { values, length: at }
    at += 1
  }
}

/** Inside quotes `\"` and `\\` stand for the second character; any other backslash is itself. */
function readQuoted(text: string): { value: string; length: number } {
  const body = /^"((?:\\["\\]|[^"])*)"?/.exec(text)
  return { value: (body?.[1] ?? '').replace(/\\(["\\])/g, '$1'), length: body?.[0].length ?? 0 }
}

function readWord(text: string, isList: boolean): { value: string; length: number } {
  const word = (isList ? /^[^\s,]*/ : /^\S*/).exec(text)?.[0] ?? ''
  return { value: word, length: word.length }
}
