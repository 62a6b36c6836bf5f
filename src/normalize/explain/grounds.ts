import { isDeepStrictEqual } from 'node:util'
import type { AnyValue, Attributes } from '../../model/any-value.ts'
import type { RawSpan } from '../../model/raw-span.ts'

const MOST_ANSWERS = 6
const MOST_KEYS = 40

/** An answer with the attributes it rests on: those without which it would be another. */
export type Grounded<T> = { readonly value: T; readonly keys: readonly string[] }

/**
 * The answers a reader has for a span, best first, found with the reader itself: what it looks at is taken away from it, attribute by
 * attribute, and what the answer rested on stays away for the next one. `essence`: what makes two answers the same.
 */
export function groundedAnswers<T>(
  raw: RawSpan,
  read: (raw: RawSpan) => T | undefined,
  essence: (value: T | undefined) => unknown = (value) => value,
): readonly Grounded<T>[] {
  const answers: Grounded<T>[] = []
  let left = raw
  while (answers.length < MOST_ANSWERS) {
    const seen = new Set<string>()
    const value = read({ ...left, attributes: new WatchedAttributes(left.attributes, seen) })
    if (value === undefined) break
    const keys = [...seen]
      .sort()
      .slice(0, MOST_KEYS)
      .filter((key) => !isDeepStrictEqual(essence(read(without(left, [key]))), essence(value)))
    answers.push({ value, keys })
    if (keys.length === 0) break
    left = without(left, keys)
  }
  return answers
}

function without(raw: RawSpan, keys: readonly string[]): RawSpan {
  const attributes = new Map(raw.attributes)
  for (const key of keys) attributes.delete(key)
  return { ...raw, attributes }
}

/** Notes which of its attributes are looked at. */
class WatchedAttributes extends Map<string, AnyValue> {
  readonly #seen: Set<string>
  constructor(attributes: Attributes, seen: Set<string>) {
    super(attributes)
    this.#seen = seen
  }
  override get(key: string): AnyValue {
    if (super.has(key)) this.#seen.add(key)
    return super.get(key)
  }
  override has(key: string): boolean {
    if (super.has(key)) this.#seen.add(key)
    return super.has(key)
  }
}
