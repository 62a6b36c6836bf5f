import { findInJson, type JsonMatches } from './json-find.ts'
import { jsonRows, valueAt, type JsonChoices, type JsonRow } from './json-rows.ts'
import { writeJson } from './parse-json.ts'

/** What a tree asks of the value it shows; a large one is held by a worker, which answers later. */
export type JsonDesk = {
  readonly rows: (choices: JsonChoices) => readonly JsonRow[] | Promise<readonly JsonRow[]>
  /** The value at a path as text. */
  readonly write: (path: string, choices: JsonChoices) => string | Promise<string>
  readonly find: (words: string) => JsonMatches | Promise<JsonMatches>
}

export function deskOf(root: unknown) {
  return {
    rows: (choices: JsonChoices) => jsonRows(root, choices),
    write: (path: string, choices: JsonChoices) => {
      const value = valueAt(root, path, choices)
      return typeof value === 'string' ? value : writeJson(value)
    },
    find: (words: string) => findInJson(root, words),
  } satisfies JsonDesk
}
