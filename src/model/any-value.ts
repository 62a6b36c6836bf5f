/**
 * An OTLP AnyValue in memory, without loss: int64 is `bigint`, double is `number`, bytes are `Uint8Array`,
 * kvlist is a `Map`, an empty value is `undefined`. Maps, never objects: keys come from strangers (`__proto__`).
 */
export type AnyValue = string | boolean | bigint | number | Uint8Array | readonly AnyValue[] | ReadonlyMap<string, AnyValue> | undefined

/** Attributes in the order sent; of a repeated key the last value wins. */
export type Attributes = ReadonlyMap<string, AnyValue>
