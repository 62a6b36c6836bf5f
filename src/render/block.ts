/** What a line is about, beyond its words. Colour shows it where there is colour; the words always say it too. */
export type Tone = 'plain' | 'quiet' | 'strong' | 'error' | 'waiting' | 'running'

/** One thing in a document, before it has a form. Any text in it may be hostile: every form makes it harmless itself. */
export type Block =
  | { readonly type: 'heading'; readonly level: 1 | 2; readonly text: string; readonly details?: readonly string[] }
  /** A line of facts: `Errors 0`, `Total tokens 8,620`. */
  | { readonly type: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly type: 'note'; readonly text: string; readonly tone?: Tone }
  /** Who says all that follows, up to the next speaker. */
  | { readonly type: 'speaker'; readonly text: string; readonly details?: readonly string[]; readonly tone?: Tone }
  /** What the text below is. */
  | { readonly type: 'label'; readonly text: string; readonly details?: readonly string[]; readonly tone?: Tone }
  /** Text as it was recorded, of any length. */
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'table' } & Table)
  /** A table whose first cells begin with spaces that say how deep they are. */
  | ({ readonly type: 'tree' } & Table)

export type Table = { readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }

export type Column = {
  readonly name: string
  readonly align?: 'end'
  /** Where there is no room, columns without it go first, the last of them first. */
  readonly isNeeded?: boolean
  /** May be cut to what room is left; others are never cut. */
  readonly canShrink?: boolean
}
export type Cell = { readonly text: string; readonly tone?: Tone }
