import type { RawSpan } from '../model/raw-span.ts'
import { isPayloadKey } from './payload-key.ts'

const LONGEST_TRIED = 8 * 1024 * 1024
const CURLY = 0x7b
const SQUARE = 0x5b

/** Whether some content of the span is JSON that ends too early. Costs a look at two signs of each text; only what looks cut is tried. */
export function hasCutJson({ attributes }: RawSpan): boolean {
  for (const [key, value] of attributes) {
    if (typeof value !== 'string') continue
    const first = value.charCodeAt(0)
    if (first !== CURLY && first !== SQUARE) continue
    const last = value.charCodeAt(value.length - 1)
    // A closing brace comes two signs after its opening one.
    if (last !== first + 2 && last > 32 && value.length <= LONGEST_TRIED && isPayloadKey(key) && endsTooEarly(value)) return true
  }
  return false
}

/** By the words and positions of V8: what is wrong with the text is that it ends. */
function endsTooEarly(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(words)?.[1]
    return words.startsWith('Unexpected end') || words.startsWith('Unterminated string') || Number(position) >= text.length
  }
}
