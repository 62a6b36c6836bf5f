/** A text cut into rows that fit a fixed width, so that a list can draw any part of it without measuring. */
export type TextRows = {
  readonly count: number
  /** Lines of the text itself. */
  readonly lineCount: number
  readonly row: (at: number) => string
}

/** Cuts at line ends and after `columns` characters. Holds offsets only, never a second copy; a surrogate pair stays whole. */
export function cutRows(text: string, columns: number): TextRows {
  const starts: number[] = []
  let lineCount = 0
  for (let from = 0; from <= text.length;) {
    const newline = text.indexOf('\n', from)
    const end = newline < 0 ? text.length : newline
    lineCount++
    starts.push(from)
    for (let cut = nextCut(text, from, columns); cut < end; cut = nextCut(text, cut, columns)) starts.push(cut)
    from = end + 1
  }
  return { count: starts.length, lineCount, row: (at) => text.slice(starts[at] ?? 0, starts[at + 1] ?? text.length).replace(/\r?\n$/, '') }
}

function nextCut(text: string, from: number, columns: number): number {
  const cut = from + columns
  const before = text.charCodeAt(cut - 1)
  return before >= 0xd800 && before <= 0xdbff ? cut + 1 : cut
}
