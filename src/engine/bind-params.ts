import { EngineFailure } from './failure.ts'
import { quoteIdentifier, quoteText } from './sql-text.ts'

const PLACEHOLDER = /\{\s*([A-Za-z_]\w*)\s*:\s*([A-Za-z][^{}]*?)\s*\}/g

/**
 * Writes every `{name:Type}` outside quotes and comments as a literal of that type; the engine's own binding serialises all
 * connections of the process. `values` are as ClickHouse takes them over HTTP: text with backslash escapes, arrays and the like in quotes.
 */
export function bindParams(sql: string, masked: string, values: ReadonlyMap<string, string>): string {
  const pieces: string[] = []
  let from = 0
  for (const found of masked.matchAll(PLACEHOLDER)) {
    const name = found[1] ?? ''
    const end = found.index + found[0].length
    const type = sql.slice(sql.indexOf(':', found.index) + 1, end - 1).trim()
    const value = values.get(name)
    if (value === undefined) throw new EngineFailure(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set.`)
    pieces.push(sql.slice(from, found.index), writeLiteral(name, type, value))
    from = end
  }
  pieces.push(sql.slice(from))
  return pieces.join('')
}

const NUMBERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^UInt(?:8|16|32|64|128|256)$/, /^\d+$/],
  [/^Int(?:8|16|32|64|128|256)$/, /^-?\d+$/],
  [/^(?:B?Float(?:16|32|64)|Decimal\b.*)$/, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$|^[+-]?(?:nan|inf|infinity)$/i],
  [/^Bool$/, /^(?:true|false|0|1)$/i],
]
const COMPOSITE = /^(?:Array|Tuple|Map)\(/

function writeLiteral(name: string, type: string, value: string): string {
  if (type === 'Identifier') return quoteIdentifier(unescapeText(value))
  const bare = bareType(type)
  if (value === '\\N' && bare.isNullable) return `_CAST(NULL, ${quoteText(type)})`
  const shape = NUMBERS.find(([of]) => of.test(bare.type))?.[1]
  if (shape !== undefined && !shape.test(value)) {
    throw new EngineFailure(457, 'BAD_QUERY_PARAMETER', `Value of query parameter '${name}' cannot be parsed as ${type}.`)
  }
  if (type === 'String') return quoteText(unescapeText(value))
  // The text of an array, tuple or map is quoted inside, and the cast reads exactly that; a scalar's is escaped as a whole.
  return `_CAST(${quoteText(COMPOSITE.test(bare.type) ? value : unescapeText(value))}, ${quoteText(type)})`
}

function bareType(type: string): { readonly type: string; readonly isNullable: boolean } {
  const inner = /^(Nullable|LowCardinality)\((.*)\)$/s.exec(type)
  if (inner === null) return { type, isNullable: false }
  const bare = bareType((inner[2] ?? '').trim())
  return { type: bare.type, isNullable: bare.isNullable || inner[1] === 'Nullable' }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', 0: '\0', a: '\x07', v: '\v', N: '' }

/** Undoes the backslash escapes of ClickHouse's text formats. */
export function unescapeText(value: string): string {
  return value.replace(/\\(?:x([0-9A-Fa-f]{2})|([\s\S]))/g, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (ESCAPES[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
