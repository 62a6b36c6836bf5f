/** SQL text whose values were already written as literals. Only `sql` makes one, so unescaped text cannot slip in. */
export class Sql {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type SqlValue = string | number | bigint | boolean | Sql | readonly SqlValue[]

/**
 * ``sql`SELECT x FROM t WHERE a = ${word} AND b IN ${list}` `` — every value becomes a strictly escaped literal, a list becomes
 * `(a, b)`, another `Sql` is put in as it is. Literals instead of bound parameters, because thousands of ids do not fit into the
 * address of a request, and because chDB lets a query with parameters wait for every other one.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    text += literalOf(value) + (strings[index + 1] ?? '')
  })
  return new Sql(text)
}

/** Names and fixed pieces of SQL from our own source, never from outside. */
export function rawSql(text: string): Sql {
  return new Sql(text)
}

export function joinSql(parts: readonly Sql[], separator: string): Sql {
  return new Sql(parts.map((part) => part.text).join(separator))
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\0': '\\0' }

export function quoteText(value: string): string {
  return `'${value.toWellFormed().replace(/[\\'\0]/g, (letter) => ESCAPES[letter] ?? letter)}'`
}

function literalOf(value: SqlValue): string {
  if (value instanceof Sql) return value.text
  switch (typeof value) {
    case 'string':
      return quoteText(value)
    case 'bigint':
      return value.toString()
    case 'boolean':
      return value ? '1' : '0'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`not a finite number for SQL: ${value}`)
      return String(value)
    case 'object':
      return value.length === 0 ? '(NULL)' : `(${value.map(literalOf).join(', ')})`
  }
}
