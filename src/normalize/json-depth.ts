const BACKSLASH = 0x5c

/** Whether JSON text has objects or lists inside each other for more than so many levels. Looks at the text alone, since building what nests a million deep takes longer than reading it. */
export function nestsDeeper(text: string, levels: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at)
        break
      case '[':
      case '{':
        if (++depth > levels) return true
        break
      case ']':
      case '}':
        depth--
    }
  }
  return false
}

/** The closing quote of the string that opens at `from`; the end of the text when there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from; ;) {
    at = text.indexOf('"', at + 1)
    if (at < 0) return text.length
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return at
  }
}
