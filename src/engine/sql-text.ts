/**
 * The statement with every quoted or commented character blanked, same length: what is left is code. Comments become spaces,
 * quoted characters become `'`, so that a quoted thing is still a thing but can neither end nor name anything.
 */
export function maskSql(sql: string): string {
  const pieces: string[] = []
  let from = 0
  let at = 0
  while (at < sql.length) {
    const end = endOfOpaque(sql, at)
    if (end === at) {
      at += 1
      continue
    }
    const isComment = sql[at] === '-' || sql[at] === '/' || sql[at] === '#'
    pieces.push(sql.slice(from, at), (isComment ? ' ' : "'").repeat(end - at))
    from = at = end
  }
  pieces.push(sql.slice(from))
  return pieces.join('')
}

/** Where the quoted text or comment beginning at `at` ends; `at` itself when none begins there. Unclosed ones end with the text. */
function endOfOpaque(sql: string, at: number): number {
  switch (sql[at]) {
    case "'":
    case '"':
    case '`':
      return endOfQuoted(sql, at)
    case '-':
      return sql[at + 1] === '-' ? endOr(sql, sql.indexOf('\n', at), 0) : at
    case '#':
      return sql[at + 1] === ' ' || sql[at + 1] === '!' ? endOr(sql, sql.indexOf('\n', at), 0) : at
    case '/':
      return sql[at + 1] === '*' ? endOr(sql, sql.indexOf('*/', at + 2), 2) : at
    case '$':
      return endOfHeredoc(sql, at)
    default:
      return at
  }
}

function endOfQuoted(sql: string, at: number): number {
  const quote = sql[at]
  for (let i = at + 1; i < sql.length; i += 1) {
    if (sql[i] === '\\') i += 1
    else if (sql[i] === quote) return i + 1
  }
  return sql.length
}

function endOfHeredoc(sql: string, at: number): number {
  const tag = /^\$\w*\$/.exec(sql.slice(at, at + 64))?.[0]
  return tag === undefined ? at : endOr(sql, sql.indexOf(tag, at + tag.length), tag.length)
}

function endOr(sql: string, found: number, length: number): number {
  return found === -1 ? sql.length : found + length
}

/** The one way text becomes a string literal: inside it no character of `text` can end the literal. */
export function quoteText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`
}

/** The one way text becomes an identifier. */
export function quoteIdentifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&').replaceAll('\0', '\\0')}\``
}
