/** The most bytes one UTF-16 unit becomes in UTF-8. */
const BYTES_PER_UNIT = 3
const LONGEST_VARINT = 5
const PIECE_BYTES = 1 << 20
/** Shorter text is copied letter by letter: a call out of JavaScript costs more than that. */
const SHORT_TEXT = 40

/**
 * Writes rows in ClickHouse's RowBinary format, one behind the other in pieces of memory; a row is never spread over two. Text is made
 * well-formed: a lone surrogate becomes U+FFFD.
 */
export class RowBinaryWriter {
  private piece = Buffer.allocUnsafeSlow(PIECE_BYTES)
  private start = 0
  private at = 0

  uint8(value: number): void {
    this.room(1)
    this.piece[this.at++] = value
  }

  uint32(value: number): void {
    this.room(4)
    this.at = this.piece.writeUInt32LE(value, this.at)
  }

  int32(value: number): void {
    this.room(4)
    this.at = this.piece.writeInt32LE(value, this.at)
  }

  uint64(value: bigint): void {
    this.room(8)
    this.at = this.piece.writeBigUInt64LE(value, this.at)
  }

  /** Nullable(Int64), and Nullable(UInt64) for what is not negative. */
  nullableInt64(value: number | undefined): void {
    if (value === undefined) return this.uint8(1)
    this.uint8(0)
    this.room(8)
    this.at = this.piece.writeBigInt64LE(BigInt(value), this.at)
  }

  /** How many items follow, in an array or a map. */
  count(value: number): void {
    this.room(LONGEST_VARINT)
    this.at = writeVarint(this.piece, value, this.at)
  }

  /** String and LowCardinality(String). */
  text(value: string): void {
    const { length } = value
    this.room(length * BYTES_PER_UNIT + LONGEST_VARINT)
    if (length <= SHORT_TEXT && this.shortText(value, length)) return
    const expected = sizeOfVarint(length)
    const begin = this.at + expected
    const size = this.piece.write(value, begin)
    const actual = sizeOfVarint(size)
    if (actual !== expected) this.piece.copyWithin(this.at + actual, begin, begin + size)
    this.at = writeVarint(this.piece, size, this.at) + size
  }

  texts(values: readonly string[]): void {
    this.count(values.length)
    for (const value of values) this.text(value)
  }

  /** What another writer or `encodeText` wrote. */
  raw(bytes: Uint8Array): void {
    this.room(bytes.length)
    this.piece.set(bytes, this.at)
    this.at += bytes.length
  }

  /** Ends the row. Its memory is not touched again. */
  finish(): Buffer {
    const row = this.piece.subarray(this.start, this.at)
    this.start = this.at
    return row
  }

  /** Whether all of it is ASCII; only then it is written. */
  private shortText(value: string, length: number): boolean {
    const { piece } = this
    let at = this.at
    piece[at++] = length
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index)
      if (code >= 0x80) return false
      piece[at++] = code
    }
    this.at = at
    return true
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.piece.length) return
    const begun = this.piece.subarray(this.start, this.at)
    this.piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, 2 * (begun.length + bytes)))
    this.piece.set(begun)
    this.start = 0
    this.at = begun.length
  }
}

export function encodeText(value: string): Uint8Array {
  const bytes = Buffer.from(value)
  const prefix = Buffer.alloc(LONGEST_VARINT)
  return Buffer.concat([prefix.subarray(0, writeVarint(prefix, bytes.length, 0)), bytes])
}

function sizeOfVarint(value: number): number {
  return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5
}

/** For values below 2^32. Answers where it ends. */
function writeVarint(into: Buffer, value: number, from: number): number {
  let at = from
  let rest = value
  for (; rest >= 0x80; rest >>>= 7) into[at++] = (rest & 0x7f) | 0x80
  into[at++] = rest
  return at
}
