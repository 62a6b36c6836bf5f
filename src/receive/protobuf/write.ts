/** The few protobuf messages we write are small: fields as byte arrays, joined. A default value is an absent field. */
export function message(...fields: readonly Uint8Array[]): Buffer {
  return Buffer.concat(fields)
}

export function numberField(field: number, value: number): Uint8Array {
  return value === 0 ? NOTHING : Uint8Array.from([...varint(field << 3), ...varint(value)])
}

export function textField(field: number, value: string): Uint8Array {
  return value === '' ? NOTHING : bytesField(field, Buffer.from(value, 'utf8'))
}

/** Also for messages: an empty one is written, since there it is not the same as an absent one. */
export function bytesField(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.from([...varint((field << 3) | 2), ...varint(value.length)]), value])
}

const NOTHING = new Uint8Array()

/** For non-negative safe integers. */
function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80)
  bytes.push(rest)
  return bytes
}
