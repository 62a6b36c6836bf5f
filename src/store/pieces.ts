const PIECE_BYTES = 1 << 20
/** The most bytes one UTF-16 unit becomes in UTF-8. */
const BYTES_PER_UNIT = 3

/** Few large pieces instead of many small ones. Lines are written straight into them: joining them first costs several times more. */
export function* piecesOfLines(lines: Iterable<string>): Generator<Buffer> {
  let piece = Buffer.allocUnsafe(PIECE_BYTES)
  let size = 0
  for (const line of lines) {
    const room = line.length * BYTES_PER_UNIT
    if (size > 0 && size + room > piece.length) {
      yield piece.subarray(0, size)
      piece = Buffer.allocUnsafe(PIECE_BYTES)
      size = 0
    }
    if (room > piece.length) yield Buffer.from(line)
    else size += piece.write(line, size)
  }
  if (size > 0) yield piece.subarray(0, size)
}

/** Rows that lie one behind the other in memory as one piece, without copying. */
export function* piecesOfRows(rows: Iterable<Buffer>): Generator<Buffer> {
  let piece: Buffer | undefined
  for (const row of rows) {
    if (piece?.buffer === row.buffer && piece.byteOffset + piece.length === row.byteOffset) {
      piece = Buffer.from(piece.buffer, piece.byteOffset, piece.length + row.length)
    } else {
      if (piece) yield piece
      piece = row
    }
  }
  if (piece) yield piece
}
