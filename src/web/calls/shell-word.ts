/** What no shell needs quotes for. */
const PLAIN = /^[\w./:@%+,=-]+$/
/** Pasted as they are, these would act on the terminal, or not be seen. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** Any text as one word of a command line, for bash and zsh. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text
  if (text.search(UNSEEN) < 0) return `'${text.replaceAll("'", `'\\''`)}'`
  const spelled = text.replace(/[\\']/g, '\\$&').replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `$'${spelled}'`
}
