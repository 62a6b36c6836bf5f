/** Equal for texts that differ in upper and lower case alone, by the full folding of Unicode: ß as ss, final sigma as sigma, ligatures as letters. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase()
  return isAscii(lower) ? lower : lower.replace(specialPattern(), (letter) => specialLetters().get(letter) ?? letter)
}

export type Place = { readonly start: number; readonly end: number }

/** Where in a text something stands, whatever the case: in UTF-16 units of the text, no two places overlap. `folded`: what is looked for, not empty. */
export function placesOf(text: string, folded: string, most: number): Place[] {
  const own = foldWithOffsets(text)
  const places: Place[] = []
  for (let at = own.folded.indexOf(folded); at !== -1 && places.length < most;) {
    const start = own.offsetOf(at)
    let after = at + folded.length
    while (after < own.folded.length && own.offsetOf(after) === own.offsetOf(after - 1)) after++
    places.push({ start, end: own.offsetOf(after) })
    at = own.folded.indexOf(folded, after)
  }
  return places
}

/** Lower-case letters that fold to something else than themselves, and what to. */
function specialLetters(): ReadonlyMap<string, string> {
  return (special ??= findSpecialLetters())
}
let special: ReadonlyMap<string, string> | undefined

function specialPattern(): RegExp {
  return (pattern ??= new RegExp(`[${[...specialLetters().keys()].join('')}]`, 'g'))
}
let pattern: RegExp | undefined

/** A letter may become several, so an index in the folded text is none in the text. */
function foldWithOffsets(text: string): { readonly folded: string; offsetOf(index: number): number } {
  if (isAscii(text)) return { folded: text.toLowerCase(), offsetOf: (index) => index }
  let folded = ''
  const offsets: number[] = []
  let at = 0
  for (const letter of text) {
    const own = foldLetter(letter)
    for (let unit = 0; unit < own.length; unit++) offsets.push(at)
    folded += own
    at += letter.length
  }
  offsets.push(at)
  return { folded, offsetOf: (index) => offsets[index]! }
}

/** The dotless i of Turkish is a letter of its own. */
function foldLetter(letter: string): string {
  return letter === 'ı' ? letter : letter.toLowerCase().toUpperCase().toLowerCase()
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false
  return true
}

function findSpecialLetters(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (let code = 128; code < 0xffff; code++) {
    if (code === 0xd800) code = 0xe000
    const letter = String.fromCharCode(code)
    const folded = foldLetter(letter)
    if (letter === letter.toLowerCase() && folded !== letter) found.set(letter, folded)
  }
  return found
}
