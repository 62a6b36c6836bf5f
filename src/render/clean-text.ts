/** C0 but tab and newline, DEL, and C1: what a terminal obeys. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
/** What changes the order of what is seen, or is not seen at all. Joiners stay: words and emoji need them. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Text that is only text, wherever it is shown: line breaks are `\n`, tabs stay, what cannot be seen or acts on a terminal is spelled out. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, (char) => pictureOf(char.charCodeAt(0)))
    .replace(UNSEEN, (char) => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`)
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** JSON of the same value that shows nothing to a terminal but what is seen. */
export function cleanJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(new RegExp(`${CONTROLS.source}|${UNSEEN.source}`, 'gu'), (char) =>
    char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

/** `␛` for ESC and so on; C1 has no pictures. */
function pictureOf(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
