/** What a question is about: each list shows one, and a filter may ask of the traces and spans inside. */
export type FilterScope = 'session' | 'trace' | 'span'

export type Bound = { readonly value: bigint; readonly isIncluded: boolean }
/** Whole numbers: tokens and counts as they are, durations and times in nanoseconds, money in billionths of a US dollar. */
export type NumberRange = { readonly from: Bound | undefined; readonly to: Bound | undefined }

/** One of the alternatives that a term offers. */
export type Match =
  /** `isPattern`: `*` stands for any run of characters, also none; else every character is itself. */
  { readonly kind: 'text'; readonly text: string; readonly isPattern: boolean } | ({ readonly kind: 'range' } & NumberRange)

/** A name of `filter/fields.ts`; open ones (`attr`) also name a key. */
export type FieldRef = { readonly field: string; readonly key?: string }

/**
 * One condition on a session, a trace or a span. Alternatives inside one are OR, conditions are AND. What is unknown (no tokens reported,
 * no user named) meets no condition, and so is let through by one that excludes.
 */
export type Condition = { readonly isExcluded: boolean } & (
  | /** Lower-cased text that occurs, whatever the case, in an id, an alias, a user id, a name or in what was said. */
    { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'field'; readonly anyOf: readonly Match[] } & FieldRef) /** The field is known at all. */
  | ({
      readonly kind: 'has'
    } & FieldRef) /** Of the traces of a session, or the spans of a session or trace: any, all, or how many meet all of these. */
  | {
      readonly kind: 'inside'
      readonly of: 'trace' | 'span'
      readonly quantifier: 'any' | 'all' | 'count'
      readonly conditions: readonly Condition[]
      /** For `count`. */
      readonly count?: NumberRange
    }
)

/** Both ends included; a trace is inside when any moment of it is, a session when any of its traces is. */
export type TimeWindow = { readonly fromUnixNano: bigint | undefined; readonly toUnixNano: bigint | undefined }

export type Filter = {
  readonly projectId: string
  readonly conditions: readonly Condition[]
  readonly window: TimeWindow
  /** The moment of the question, for `running` and for how long something has waited. */
  readonly asOfUnixNano: bigint
  /** Ids of what is listed: of these alone those that match. */
  readonly only?: readonly string[]
}

/** Where a page begins: after the row with this id and this sort value (unknown = undefined). */
export type Position = { readonly value: bigint | string | undefined; readonly id: string }

export type PageRequest<S extends string> = {
  readonly sort: S
  readonly isDescending: boolean
  readonly after: Position | undefined
  readonly limit: number
}

/** The field has one of these values, each taken literally. */
export function exactly(field: string, values: readonly string[]): Extract<Condition, { kind: 'field' }> {
  return { kind: 'field', field, anyOf: values.map((text) => ({ kind: 'text', text, isPattern: false })), isExcluded: false }
}
