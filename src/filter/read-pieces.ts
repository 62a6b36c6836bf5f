/** Words, quoted or not, cut from a filter text. Positions count UTF-16 units from the start of the whole text. */
export type Piece = { readonly text: string; readonly isQuoted: boolean; readonly start: number; readonly end: number }

/** A place in a text that moves on as pieces are read from it. */
export type Reader = {
  readonly text: string
  at: number
  /** Inside `any(…)` a bracket ends what is not quoted. */
  depth: number
}

export function skipSpace(reader: Reader): void {
  while (reader.at < reader.text.length && /\s/.test(reader.text[reader.at]!)) reader.at += 1
}

export function isAtEnd(reader: Reader): boolean {
  skipSpace(reader)
  return reader.at >= reader.text.length || (reader.depth > 0 && reader.text[reader.at] === ')')
}

/** Takes what the sticky pattern matches here. */
export function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text) ?? undefined
  if (found) reader.at += found[0].length
  return found
}

/** One piece; with `isList` a comma ends what is not quoted. A quote that is never closed reaches to the end. */
export function readPiece(reader: Reader, isList: boolean): Piece {
  const start = reader.at
  const quoted = take(reader, /"((?:\\["\\]|[^"])*)"?/y)
  if (quoted) return { text: unquote(quoted[1] ?? ''), isQuoted: true, start, end: reader.at }
  const word = take(reader, wordPattern(isList, reader.depth > 0))?.[0] ?? ''
  return { text: word, isQuoted: false, start, end: reader.at }
}

/** Alternatives between commas; empty ones are left out. */
export function readPieces(reader: Reader): Piece[] {
  const pieces: Piece[] = []
  do pieces.push(readPiece(reader, true))
  while (take(reader, /,/y))
  return pieces.filter(({ text }) => text !== '')
}

/** Inside quotes `\"` and `\\` stand for the second character; any other backslash is itself. */
export function unquote(body: string): string {
  return body.replace(/\\(["\\])/g, '$1')
}

function wordPattern(isList: boolean, isNested: boolean): RegExp {
  return new RegExp(`[^\\s${isList ? ',' : ''}${isNested ? ')' : ''}]*`, 'y')
}
