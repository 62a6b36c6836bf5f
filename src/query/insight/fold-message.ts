/**
 * A message without what differs from one occurrence to the next: numbers with their units, and ids. Numbers that say what went wrong,
 * such as a status, stay, and so do those inside names of models.
 */
export function foldMessage(message: string): string {
  const [line = ''] = message.split('\n', 1)
  return line.replace(VARIES, (found, meant: string | undefined) => meant ?? (/\d/.test(found) ? '#' : found))
}

const STATUS = String.raw`(\b(?:status|code|http|errno|error)\b[^\p{L}\p{N}]{0,3}(?:code\b[^\p{L}\p{N}]{0,3})?\d{1,5}\b)`
const UUID = String.raw`\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`
const HEX = String.raw`\b(?:0x[0-9a-f]+|[0-9a-f]{7,})\b`
const PREFIXED_ID = String.raw`\b[a-z]{2,12}[_-][a-z0-9]{8,}\b`
const LONG_ID = String.raw`\b[a-z0-9_]{20,}\b`
const NUMBER = String.raw`(?<![\p{L}\p{N}_.-])-?\d+(?:[.,:]\d+)*(?:\p{L}{1,3})?(?![\p{L}\p{N}_-])`
const VARIES = new RegExp([STATUS, UUID, HEX, PREFIXED_ID, LONG_ID, NUMBER].join('|'), 'giu')
