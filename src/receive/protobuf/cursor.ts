import { AppError } from '../../base/errors.ts'
import { MAX_PARTS, tooManyParts } from '../batch.ts'
import { internText, INTERN_MAX_BYTES } from './intern.ts'

export function malformed(): never {
  throw new AppError('bad_input', 'malformed_protobuf', 'The body is not a well-formed protobuf message.', {
    hint: 'Check that Content-Type and Content-Encoding say what the body really is.',
  })
}

/**
 * Walks protobuf wire format. Every method reads at `pos` and moves past what it read, or throws `bad_input`.
 * A message loop must end with `pos` exactly at the message's end: use `finish`.
 */
export class Cursor {
  readonly bytes: Buffer
  readonly view: DataView
  pos = 0
  private partCount = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Field number and wire type in one number, as on the wire. */
  tag(): number {
    const tag = this.uint()
    if (tag < 8 || tag > 0xffffffff) malformed()
    return tag
  }

  /** A varint, exact to 2^53; more than that comes out as a number too large for any length or tag. */
  uint(): number {
    const { bytes } = this
    const first = bytes[this.pos] as number
    if (first < 0x80) {
      this.pos++
      return first
    }
    let value = 0
    let scale = 1
    for (let count = 0; count < 10; count++) {
      if (this.pos >= bytes.length) malformed()
      const byte = bytes[this.pos++] as number
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
    return malformed()
  }

  /** uint32 of a varint: higher bits are dropped, as protobuf says. */
  uint32(): number {
    const value = this.uint()
    return value > 0xffffffff ? Number(BigInt.asUintN(32, BigInt(value))) : value
  }

  /** int32 and enums. Negative ones are ten bytes long. */
  int32(): number {
    const { bytes, pos } = this
    const first = bytes[pos] as number
    if (first < 0x80) {
      this.pos = pos + 1
      return first
    }
    return Number(BigInt.asIntN(32, this.int64()))
  }

  int64(): bigint {
    const start = this.pos
    const value = this.uint()
    if (value <= Number.MAX_SAFE_INTEGER) return BigInt(value)
    let exact = 0n
    for (let at = start, shift = 0n; at < this.pos; at++, shift += 7n) exact |= BigInt((this.bytes[at] as number) & 0x7f) << shift
    return BigInt.asIntN(64, exact)
  }

  fixed32(): number {
    if (this.pos + 4 > this.bytes.length) malformed()
    const value = this.view.getUint32(this.pos, true)
    this.pos += 4
    return value
  }

  fixed64(): bigint {
    if (this.pos + 8 > this.bytes.length) malformed()
    const value = this.view.getBigUint64(this.pos, true)
    this.pos += 8
    return value
  }

  double(): number {
    if (this.pos + 8 > this.bytes.length) malformed()
    const value = this.view.getFloat64(this.pos, true)
    this.pos += 8
    return value
  }

  /** Reads a length and answers where the field ends. */
  end(): number {
    if (++this.partCount > MAX_PARTS) throw tooManyParts()
    const length = this.uint()
    const end = this.pos + length
    if (end > this.bytes.length) malformed()
    return end
  }

  /** Invalid UTF-8 becomes U+FFFD. */
  text(): string {
    const end = this.end()
    const start = this.pos
    this.pos = end
    return end === start ? '' : this.bytes.toString('utf8', start, end)
  }

  /** Like `text`, for strings that come again and again (keys, names): equal ones are the same string object. */
  repeatedText(): string {
    const end = this.end()
    const start = this.pos
    this.pos = end
    if (end === start) return ''
    return end - start > INTERN_MAX_BYTES ? this.bytes.toString('utf8', start, end) : internText(this.bytes, start, end)
  }

  hex(): string {
    const end = this.end()
    const start = this.pos
    this.pos = end
    return this.bytes.toString('hex', start, end)
  }

  /** A copy, so that the body can be let go. */
  copy(): Uint8Array {
    const end = this.end()
    const copy = new Uint8Array(this.bytes.subarray(this.pos, end))
    this.pos = end
    return copy
  }

  finish(end: number): void {
    if (this.pos !== end) malformed()
  }

  /** Passes over a field nobody asked for. */
  skip(tag: number): void {
    if ((tag & 7) === 3) this.skipGroup()
    else this.skipPlain(tag)
  }

  private skipPlain(tag: number): void {
    switch (tag & 7) {
      case 0:
        this.uint()
        return
      case 1:
        this.pos += 8
        break
      case 2:
        this.pos = this.end()
        break
      case 5:
        this.pos += 4
        break
      default:
        malformed()
    }
    if (this.pos > this.bytes.length) malformed()
  }

  /** Groups left the language in 2008 but are still legal as unknown fields. A counter, not recursion: depth is the sender's choice. */
  private skipGroup(): void {
    for (let open = 1; open > 0;) {
      const tag = this.tag()
      if ((tag & 7) === 3) open++
      else if ((tag & 7) === 4) open--
      else this.skipPlain(tag)
    }
  }
}
