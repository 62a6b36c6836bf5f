/** A text cut into rows that fit a fixed width, so that a list can draw any part of it without measuring. */
export type TextRows = {
  readonly count: number
  /** Lines of the text itself, as far as the rows go. */
  readonly lineCount: number
  /** The rows end before the text does. */
  readonly isCut: boolean
  /** Characters of the text that are in rows. */
  readonly end: number
  readonly row: (at: number) => string
  /** The row that holds this character. */
  readonly rowAt: (offset: number) => number
}

/** Cuts at line ends and after `columns` characters, into `rowsMax` rows at most. Holds offsets only, never a second copy; a surrogate pair stays whole. */
export function cutRows(text: string, columns: number, rowsMax: number): TextRows {
  const starts: number[] = []
  let lineCount = 0
  let isCut = false
  const start = (at: number): void => {
    if (starts.length < rowsMax) starts.push(at)
    else isCut = true
  }
  for (let from = 0; from <= text.length && !isCut;) {
    const newline = text.indexOf('\n', from)
    const end = newline < 0 ? text.length : newline
    start(from)
    if (!isCut) lineCount++
    for (let cut = nextCut(text, from, columns); cut < end && !isCut; cut = nextCut(text, cut, columns)) start(cut)
    from = end + 1
  }
  // What follows the last row is not part of it.
  const end = isCut ? (starts.at(-1) ?? 0) + columns : text.length
  return {
    count: starts.length,
    lineCount,
    isCut,
    end,
    row: (at) => (text.slice(starts[at] ?? 0, starts[at + 1] ?? end).split('\n', 1)[0] ?? '').replace(/\r$/, ''),
    rowAt: (offset) => lastAtMost(starts, offset),
  }
}

function nextCut(text: string, from: number, columns: number): number {
  const cut = from + columns
  const before = text.charCodeAt(cut - 1)
  return before >= 0xd800 && before <= 0xdbff ? cut + 1 : cut
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export type TextMatches = { readonly count: number; readonly offsets: readonly number[] }

const LISTED_MAX = 1000

/** Where the text says this, upper and lower case alike: all are counted, the first ones are listed. */
export function findInText(text: string, words: string): TextMatches {
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi')
  const offsets: number[] = []
  let count = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    count += 1
    if (offsets.length < LISTED_MAX) offsets.push(match.index)
  }
  return { count, offsets }
}
