const LENGTH_MAX = 150_000
const NESTING_MAX = 100
/** The parser compares emphasis marks of a paragraph with each other, so time grows with the square of their number. */
const MARKS_MAX = 4_000

/** Why a text is shown as it is instead of rendered; `undefined` when it may be rendered. Keeps texts built to stall the parser away from it. */
export function whyPlain(text: string): string | undefined {
  if (text.length > LENGTH_MAX) return `longer than ${LENGTH_MAX.toLocaleString('en')} characters`
  for (const line of text.split('\n')) {
    const prefix = /^[\s>*+-]*/.exec(line)?.[0] ?? ''
    const markers = prefix.replace(/\s/g, '').length
    const indents = (prefix.length - prefix.trimStart().length) / 2
    if (markers + indents > NESTING_MAX) return `nested deeper than ${NESTING_MAX} levels`
  }
  for (const paragraph of text.split(/\n\s*\n/)) {
    if ((paragraph.match(/[*_`[\]]/g)?.length ?? 0) > MARKS_MAX) return 'a paragraph with thousands of formatting marks'
  }
  return undefined
}

/** One line in which nothing means anything but itself: rendered it reads the same, so nobody need render it. */
export function isUnmarkedLine(text: string): boolean {
  return !/[*_`#|[\]<>~&\\@\r\n]|:\/\/|www\.|^[\s+-]|^\d+[.)]/i.test(text)
}
