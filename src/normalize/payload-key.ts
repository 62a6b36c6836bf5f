import { PAYLOAD_KEYS, PAYLOAD_PREFIXES } from './conventions.ts'

/** Prefixes by first letter, so that an ordinary key is dismissed at once. */
const BY_LETTER = new Map<string, string[]>()
for (const prefix of PAYLOAD_PREFIXES) {
  const letter = prefix[0] ?? ''
  BY_LETTER.set(letter, [...(BY_LETTER.get(letter) ?? []), prefix])
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Whether an attribute holds content (prompts, completions, inputs, outputs, tool arguments) and belongs in the payload column. */
export function isPayloadKey(key: string): boolean {
  return (
    PAYLOAD_KEYS.has(key) ||
    (BY_LETTER.get(key[0] ?? '')?.some((prefix) => key.startsWith(prefix) && isDigit(key.charCodeAt(prefix.length))) ?? false)
  )
}
